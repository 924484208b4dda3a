import { sql } from 'drizzle-orm'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Queryable } from '#server/db/client.ts'
import { countEarlier, earlierEvent } from './earlier-event.ts'
import type { EventRow } from './earlier-event.ts'
import { cardChange, deployChange, grantChange, policyChange } from './stored-changes.ts'

/** A thing as it was and as it is since; null where it was not there. */
export interface Change {
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
/** Null where neither the log nor the stored revisions say what was there before. */
type ReadChange = (db: Queryable, event: EventRow) => Promise<Change | null>

const keyOf = (event: EventRow): string => event.subject.slice(event.subject.indexOf(':') + 1)

/** What somebody may do, from this event and the last one that said so. */
async function accessChange(db: Queryable, event: EventRow): Promise<Change | null> {
  const last = await earlierEvent(db, event, event.subject, ['create-user', 'create-service', 'set-access'])
  if (!last) return null
  const read = ({ detail }: EventRow) => ({ role: detail.role, team: detail.team ?? null, disabled: detail.disabled ?? false })
  return { before: read(last), after: read(event) }
}

async function priceChange(db: Queryable, event: EventRow): Promise<Change> {
  const last = await earlierEvent(db, event, event.subject, ['set-price'])
  return { before: last?.detail ?? null, after: event.detail }
}

async function budgetChange(db: Queryable, event: EventRow): Promise<Change> {
  const last = await earlierEvent(db, event, event.subject, ['set-budget'])
  const amountOf = (detail: Record<string, unknown> | undefined) => (detail?.amountPerMonth == null ? null : detail)
  return { before: amountOf(last?.detail), after: amountOf(event.detail) }
}

const aliasChange = async (_db: Queryable, { detail }: EventRow): Promise<Change> => ({
  before: detail.previous ? { [String(detail.alias)]: `v${detail.previous}` } : null,
  after: { [String(detail.alias)]: `v${detail.version}` },
})

async function aliasRemoval(db: Queryable, event: EventRow): Promise<Change | null> {
  const alias = String(event.detail.alias)
  const last = await earlierEvent(db, event, event.subject, ['set-alias'], sql`${auditEvent.detail}->>'alias' = ${alias}`)
  return last ? { before: { [alias]: `v${last.detail.version}` }, after: null } : null
}

async function windowChange(db: Queryable, event: EventRow): Promise<Change | null> {
  const last = await earlierEvent(db, event, event.subject, ['deploy', 'update-deployment'])
  return last?.detail.windowSize === undefined ? null : { before: { windowSize: last.detail.windowSize }, after: { windowSize: event.detail.windowSize } }
}

async function decisionChange(db: Queryable, event: EventRow): Promise<Change> {
  const approvals = await countEarlier(db, event, sql`${auditEvent.detail}->>'decision' = 'approve'`)
  const { requestState, grantId, decision } = event.detail
  return {
    before: { state: 'open', approvals },
    after: { state: requestState, approvals: approvals + (decision === 'approve' ? 1 : 0), ...(grantId ? { grant: grantId } : {}) },
  }
}

const ended =
  (from: string, to: string): ReadChange =>
  async (_db, { at, detail }) => ({
    before: { state: from },
    after: { state: to, since: at.toISOString(), reason: detail.reason },
  })

/** How to read what an operation changed; one that is not here made something new, or changed what neither log nor revisions hold. */
export const READ_CHANGE: Record<string, ReadChange> = {
  'update-card': (db, event) => cardChange(db, keyOf(event), Number(event.detail.revision)),
  'publish-policy': (db, event) => policyChange(db, Number(keyOf(event))),
  'set-access': accessChange,
  'set-price': priceChange,
  'set-budget': budgetChange,
  'set-alias': aliasChange,
  'remove-alias': aliasRemoval,
  'update-deployment': windowChange,
  decide: decisionChange,
  'withdraw-request': ended('open', 'withdrawn'),
  'revoke-grant': (db, event) => grantChange(db, keyOf(event), event.actorName),
  deploy: (db, event) => deployChange(db, keyOf(event)),
  'stop-deployment': ended('active', 'stopped'),
}
