import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { principal, session } from '#drizzle/schema/identity.ts'
import { name, uuid } from '#server/contracts/common.ts'
import { principalView as principalContract, role } from '#server/contracts/identity.ts'
import { defineCommand, found, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { ensureTeam, principalById, principalView } from './internal.ts'

/** Changes what somebody may do, at once; disabling ends all their sessions. */
export const setAccess = defineCommand({
  name: 'set-access',
  summary: 'Change role or team of a person or service account, or disable it',
  permission: 'identity:write',
  input: z.object({ principal: uuid, role: role.optional(), team: name.nullable().optional(), disabled: z.boolean().optional() }),
  output: principalContract,
  rest: { method: 'PATCH', path: '/users/{principal}' },
  team: ofNoTeam,
  audit: ({ output }) => ({
    subject: `principal:${output.id}`,
    under: [],
    detail: { role: output.role, team: output.team, disabled: output.disabledAt !== null },
  }),
  async run({ tx, actor, input, now }) {
    const [row] = await tx.select().from(principal).where(eq(principal.id, input.principal)).for('update')
    const held = found(row, 'such person or service account')
    if (held.id === actor.id && (input.disabled || input.role)) {
      refuse('conflict', 'Nobody changes their own role or disables themselves: ask another administrator.')
    }
    await tx
      .update(principal)
      .set({
        role: input.role ?? held.role,
        teamId: input.team === undefined ? held.teamId : input.team === null ? null : await ensureTeam(tx, input.team),
        disabledAt: input.disabled === undefined ? held.disabledAt : input.disabled ? (held.disabledAt ?? now) : null,
      })
      .where(eq(principal.id, held.id))
    if (input.disabled) await tx.update(session).set({ revokedAt: now }).where(eq(session.principalId, held.id))
    const changed = found(await principalById(tx, held.id), 'such person or service account')
    return principalView(changed.principal, changed.teamName)
  },
})
