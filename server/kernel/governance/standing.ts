/** How a model stands as a whole: the live version if there is one, else its newest. Worst first. */
export const STANDINGS = [
  'refused',
  'failing',
  'rejected',
  'intake-failed',
  'stale',
  'expires-soon',
  'in-review',
  'approved',
  'processing',
  'draft',
  'allowed',
  'empty',
  'retired',
] as const
export type Standing = (typeof STANDINGS)[number]

/** A grant that ends within this many days asks for its renewal. */
export const EXPIRES_SOON_DAYS = 14

export interface StandingFacts {
  /** Of the version that an active deployment puts live; null: none is. */
  live: { grant: 'live' | 'expired' | 'revoked'; expiresInDays: number } | null
  /** Of the newest version; null: none is registered. */
  newest: { status: 'pending' | 'processing' | 'ready' | 'failed'; lifecycle: 'registered' | 'in-review' | 'approved' | 'live' | 'retired' } | null
  /** The state of the newest request about the newest version. */
  request: 'open' | 'approved' | 'rejected' | 'withdrawn' | null
  gates: { fails: boolean; stale: boolean }
}

function liveStanding(live: NonNullable<StandingFacts['live']>, gates: StandingFacts['gates']): Standing {
  if (live.grant !== 'live') return 'refused'
  if (gates.fails) return 'failing'
  if (gates.stale) return 'stale'
  return live.expiresInDays <= EXPIRES_SOON_DAYS ? 'expires-soon' : 'allowed'
}

/** One word for where a model is between its first bytes and its retirement. */
export function standingOf({ live, newest, request, gates }: StandingFacts): Standing {
  if (live) return liveStanding(live, gates)
  if (!newest) return 'empty'
  if (newest.lifecycle === 'retired') return 'retired'
  if (newest.status === 'failed') return 'intake-failed'
  if (newest.status !== 'ready') return newest.status === 'processing' ? 'processing' : 'draft'
  if (request === 'open') return 'in-review'
  if (request === 'rejected') return 'rejected'
  return newest.lifecycle === 'approved' || newest.lifecycle === 'live' ? 'approved' : 'draft'
}
