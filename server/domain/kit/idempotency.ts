import { and, eq, sql } from 'drizzle-orm'
import { idempotencyKey } from '#drizzle/schema/kit.ts'
import type { Queryable, Tx } from '#server/db/client.ts'
import { refuse } from './refuse.ts'

export interface Repeatable {
  principalId: string
  key: string
  operation: string
  requestDigest: string
}

/**
 * Claims the key in the caller's transaction. A rival with the same key waits for this commit.
 * Returns the first answer when the same request came before; refuses another request under the same key.
 */
export async function claimIdempotencyKey(tx: Tx, claim: Repeatable): Promise<{ response: unknown } | null> {
  if (claim.key.length < 1 || claim.key.length > 255) {
    refuse('invalid', 'An Idempotency-Key has 1 to 255 characters.', [{ path: 'Idempotency-Key', message: `It has ${claim.key.length}.` }])
  }
  const inserted = await tx.insert(idempotencyKey).values(claim).onConflictDoNothing().returning({ key: idempotencyKey.key })
  if (inserted.length > 0) return null
  const mine = and(eq(idempotencyKey.principalId, claim.principalId), eq(idempotencyKey.key, claim.key))
  const [earlier] = await tx.select().from(idempotencyKey).where(mine)
  if (!earlier || earlier.operation !== claim.operation || earlier.requestDigest !== claim.requestDigest) {
    refuse('idempotency-key-reused', 'This Idempotency-Key was used for another request.', [
      { path: 'Idempotency-Key', message: 'Used before with another body.', fix: 'Send a new key with a new request.' },
    ])
  }
  return { response: earlier.response }
}

/** Whether a request of this principal under the key was answered before; only a claim tells whether it was the same. */
export async function wasAnswered(db: Queryable, principalId: string, key: string): Promise<boolean> {
  const mine = and(eq(idempotencyKey.principalId, principalId), eq(idempotencyKey.key, key))
  return (await db.select({ key: idempotencyKey.key }).from(idempotencyKey).where(mine)).length > 0
}

export async function keepFirstAnswer(tx: Tx, claim: Repeatable, response: unknown): Promise<void> {
  const mine = and(eq(idempotencyKey.principalId, claim.principalId), eq(idempotencyKey.key, claim.key))
  await tx
    .update(idempotencyKey)
    .set({ response: sql`${JSON.stringify(response)}::jsonb` })
    .where(mine)
}
