import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import { uuid } from '#server/contracts/common.ts'
import { defineQuery, found } from '#server/domain/kit/index.ts'
import { READ_CHANGE } from './changes.ts'

const record = z.record(z.string(), z.unknown()).nullable()

/** What a command changed: from the log where it says so itself, otherwise from the revisions that are kept. */
export const getEventChange = defineQuery({
  name: 'get-event-change',
  summary: 'What an audited command changed, as it was before and after',
  permission: 'read',
  input: z.object({ event: uuid }),
  /** `change` is null where the command made something new, or neither the log nor stored revisions hold what was there before. */
  output: z.object({ event: uuid, operation: z.string(), change: z.object({ before: record, after: record }).nullable() }),
  rest: { method: 'GET', path: '/audit-events/{event}/change' },
  async run({ db, input }) {
    const [row] = await db.select().from(auditEvent).where(eq(auditEvent.id, input.event))
    const event = found(row, 'such audit event')
    return { event: event.id, operation: event.operation, change: (await READ_CHANGE[event.operation]?.(db, event)) ?? null }
  },
})
