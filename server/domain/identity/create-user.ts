import { z } from 'zod'
import { principal } from '#drizzle/schema/identity.ts'
import { createUserInput, principalView as principalContract } from '#server/contracts/identity.ts'
import { defineCommand, found, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { ensureTeam, principalByEmail, principalById, principalView } from './internal.ts'
import { hashPassword, newPassword } from './password.ts'

/** Adds a person. The password is random and shown this once. */
export const createUser = defineCommand({
  name: 'create-user',
  summary: 'Add a person with a role and, where it has one, a team',
  permission: 'identity:write',
  input: createUserInput,
  output: z.object({ user: principalContract, password: z.string() }),
  rest: { method: 'POST', path: '/users', status: 201 },
  team: ofNoTeam,
  answersSecret: true,
  audit: ({ output }) => ({ subject: `principal:${output.user.id}`, under: [], detail: { role: output.user.role, team: output.user.team } }),
  async run({ tx, input }) {
    if (await principalByEmail(tx, input.email)) {
      refuse('already-exists', `Somebody with the e-mail address ${input.email} exists already.`, [{ path: 'email', message: 'Taken.' }])
    }
    const id = newId()
    const password = newPassword()
    await tx.insert(principal).values({
      id,
      kind: 'user',
      name: input.name,
      email: input.email,
      role: input.role,
      teamId: input.team === undefined ? null : await ensureTeam(tx, input.team),
      passwordHash: await hashPassword(password),
    })
    const made = found(await principalById(tx, id), 'user')
    return { user: principalView(made.principal, made.teamName), password }
  },
})
