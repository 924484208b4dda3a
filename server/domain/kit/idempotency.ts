import { and, eq, lt, sql } from 'drizzle-orm'
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

/** How long a first answer is kept for its repetitions. */
const KEPT_MS = 24 * 3_600_000
const FORGOTTEN = 5000

/** Forgets keys older than a day, the oldest so many of them; resolves to whether there may be more. */
export async function forgetOldKeys(db: Queryable, now: Date): Promise<boolean> {
  const old = db
    .select({ principalId: idempotencyKey.principalId, key: idempotencyKey.key })
    .from(idempotencyKey)
    .where(lt(idempotencyKey.createdAt, new Date(now.getTime() - KEPT_MS)))
    .orderBy(idempotencyKey.createdAt)
    .limit(FORGOTTEN)
  const gone = await db.delete(idempotencyKey).where(sql`(${idempotencyKey.principalId}, ${idempotencyKey.key}) in ${old}`)
  return gone.rowCount === FORGOTTEN
}
