import type { auditEvent } from '#drizzle/schema/ledger.ts'
import type { AuditEventView } from '#server/contracts/ledger.ts'

/** An audit event as readers see it; `leafIndex` is null while it waits for its place in the log. */
export const auditEventViewOf = ({ event, leafIndex }: { event: typeof auditEvent.$inferSelect; leafIndex: number | null }): AuditEventView => ({
  id: event.id,
  at: event.at.toISOString(),
  actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
  operation: event.operation,
  subject: event.subject,
  subjects: event.subjects,
  detail: event.detail,
  leafIndex,
})
