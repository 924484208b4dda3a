import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { apiKey } from '#drizzle/schema/identity.ts'
import { uuid } from '#server/contracts/common.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import { defineCommand, found, ofNoTeam, refuse } from '#server/domain/kit/index.ts'

/** Ends a key at once: one's own, or anybody's with identity:write. */
export const revokeKey = defineCommand({
  name: 'revoke-key',
  summary: 'Revoke a key; it stops working with the next request',
  permission: 'self:write',
  input: z.object({ key: uuid }),
  output: z.object({ id: uuid, principalId: uuid }),
  rest: { method: 'POST', path: '/keys/{key}/revoke' },
  team: ofNoTeam,
  audit: ({ output }) => ({ subject: `key:${output.id}`, under: [`principal:${output.principalId}`] }),
  async run({ tx, actor, input, now }) {
    const [row] = await tx.select().from(apiKey).where(eq(apiKey.id, input.key)).for('update')
    const key = found(row, 'such key')
    if (key.principalId !== actor.id && !scopeOf(actor.role, 'identity:write')) found(undefined, 'such key')
    if (key.revokedAt) refuse('conflict', 'The key is revoked already.')
    await tx
      .update(apiKey)
      .set({ revokedAt: now })
      .where(and(eq(apiKey.id, key.id), isNull(apiKey.revokedAt)))
    return { id: key.id, principalId: key.principalId }
  },
})
