import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { auditEvent, ledgerEntry } from '#drizzle/schema/ledger.ts'
import { uuid } from '#server/contracts/common.ts'
import { auditEventView } from '#server/contracts/ledger.ts'
import { defineQuery, found } from '#server/domain/kit/index.ts'

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
    const { event, leafIndex } = found(row, 'such audit event')
    return {
      id: event.id,
      at: event.at.toISOString(),
      actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
      operation: event.operation,
      subject: event.subject,
      subjects: event.subjects,
      detail: event.detail,
      leafIndex,
    }
  },
})
