import { and, eq, ne, not, exists, sql } from 'drizzle-orm'
import { approvalRequest, decision } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import type { Queryable } from '#server/db/client.ts'

/** Whether the actor decides on requests at all: a person whose role may. */
export const decides = (actor: Actor): boolean => actor.kind === 'user' && scopeOf(actor.role, 'request:decide') !== null

/** True for open requests (joined with their version) that wait for the actor's own decision. */
export function waitsFor(db: Queryable, actor: Actor) {
  const mine = db
    .select({ one: sql`1` })
    .from(decision)
    .where(and(eq(decision.requestId, approvalRequest.id), eq(decision.principalId, actor.id)))
  return sql`(${decides(actor)}::boolean and ${and(ne(approvalRequest.openedBy, actor.id), ne(modelVersion.createdBy, actor.id), not(exists(mine)))})`
}
