import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Actor } from '#server/contracts/actor.ts'
import type { Tx } from '#server/db/client.ts'
import { canonicalJson } from '#server/kernel/ledger/canonical-json.ts'
import { newId } from './ids.ts'
import type { AuditFacts } from './operation.ts'

/** The bytes that go into the Merkle tree: ids and facts, no name or e-mail address of anybody. */
function leafOf(event: { id: string; at: Date; actor: Actor; operation: string; facts: AuditFacts }): Uint8Array {
  const { id, at, actor, operation, facts } = event
  return new TextEncoder().encode(
    canonicalJson({
      id,
      at: at.toISOString(),
      actor: { kind: actor.kind, id: actor.id },
      operation,
      subject: facts.subject,
      under: facts.under,
      detail: facts.detail ?? {},
    }),
  )
}

/** Adds the audit event to the caller's transaction: it commits with the change or not at all. */
export async function recordAuditEvent(tx: Tx, event: { at: Date; actor: Actor; operation: string; facts: AuditFacts }): Promise<string> {
  const id = newId()
  await tx.insert(auditEvent).values({
    id,
    at: event.at,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    actorName: event.actor.name,
    operation: event.operation,
    subject: event.facts.subject,
    subjects: [...new Set([event.facts.subject, ...event.facts.under])],
    detail: event.facts.detail ?? {},
    leaf: leafOf({ id, ...event }),
  })
  return id
}
