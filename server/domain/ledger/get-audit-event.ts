import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { auditEvent, ledgerEntry } from '#drizzle/schema/ledger.ts'
import { uuid } from '#server/contracts/common.ts'
import { auditEventView } from '#server/contracts/ledger.ts'
import { defineQuery, found } from '#server/domain/kit/index.ts'
import { auditEventViewOf } from './audit-event-view.ts'

/** One event, also before it has its place in the ledger. */
export const getAuditEvent = defineQuery({
  name: 'get-audit-event',
  summary: 'One event of the audit trail',
  permission: 'read',
  input: z.object({ event: uuid }),
  output: auditEventView,
  rest: { method: 'GET', path: '/audit-events/{event}' },
  async run({ db, input }) {
    const [row] = await db
      .select({ event: auditEvent, leafIndex: ledgerEntry.leafIndex })
      .from(auditEvent)
      .leftJoin(ledgerEntry, eq(ledgerEntry.eventId, auditEvent.id))
      .where(eq(auditEvent.id, input.event))
    return auditEventViewOf(found(row, 'such audit event'))
  },
})
