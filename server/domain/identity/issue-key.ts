import { apiKey } from '#drizzle/schema/identity.ts'
import type { Tx } from '#server/db/client.ts'
import { newId } from '#server/domain/kit/index.ts'
import { hashKey, keyPrefix, newKey } from './key-format.ts'

const SECOND_MS = 1000

/** Makes a key of a principal; only its hash is kept. */
export async function issueKey(tx: Tx, facts: { principalId: string; name: string; ttlSeconds: number | null; now: Date }) {
  const key = newKey()
  const id = newId()
  const expiresAt = facts.ttlSeconds === null ? null : new Date(facts.now.getTime() + facts.ttlSeconds * SECOND_MS)
  await tx.insert(apiKey).values({ id, principalId: facts.principalId, name: facts.name, prefix: keyPrefix(key), hash: hashKey(key), expiresAt })
  return { id, key, expiresAt: expiresAt?.toISOString() ?? null }
}
