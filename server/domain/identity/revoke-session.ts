import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { session } from '#drizzle/schema/identity.ts'
import { uuid } from '#server/contracts/common.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import { defineCommand, found, ofNoTeam, refuse } from '#server/domain/kit/index.ts'

/** Ends a session within one request: one's own, or anybody's with identity:write. */
export const revokeSession = defineCommand({
  name: 'revoke-session',
  summary: 'Revoke a session; its next request is refused',
  permission: 'self:write',
  input: z.object({ session: uuid }),
  output: z.object({ id: uuid, principalId: uuid }),
  rest: { method: 'POST', path: '/sessions/{session}/revoke' },
  team: ofNoTeam,
  audit: ({ output }) => ({ subject: `session:${output.id}`, under: [`principal:${output.principalId}`] }),
  async run({ tx, actor, input, now }) {
    const [row] = await tx.select().from(session).where(eq(session.id, input.session)).for('update')
    const held = found(row, 'such session')
    if (held.principalId !== actor.id && !scopeOf(actor.role, 'identity:write')) found(undefined, 'such session')
    if (held.revokedAt) refuse('conflict', 'The session is revoked already.')
    await tx.update(session).set({ revokedAt: now }).where(eq(session.id, held.id))
    return { id: held.id, principalId: held.principalId }
  },
})
