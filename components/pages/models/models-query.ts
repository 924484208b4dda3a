import { parseFilters } from '../../ui/table-url.ts'

/** Below this many models the whole list is on the page and sorts and filters there; above, it pages on the server. */
export const MODELS_SHOWN = 200

export interface ModelsQuery {
  readonly limit: number
  readonly cursor?: string
  readonly search?: string
  readonly team?: string
  readonly riskTier?: 'low' | 'medium' | 'high'
}

const TIERS = ['low', 'medium', 'high'] as const
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined

/** What the list asks the server for; `search` and filters only go there when there is more than one page. */
export function modelsQuery(params: Readonly<Record<string, string | string[] | undefined>>, paged: boolean): ModelsQuery {
  if (!paged) return { limit: MODELS_SHOWN }
  const filters = parseFilters(one(params.f))
  const cursor = one(params.cursor)
  const search = one(params.q)
  const riskTier = TIERS.find((tier) => tier === filters.tier?.[0])
  const team = filters.team?.[0]
  return { limit: MODELS_SHOWN, ...(cursor ? { cursor } : {}), ...(search ? { search } : {}), ...(team ? { team } : {}), ...(riskTier ? { riskTier } : {}) }
}
