import { z } from 'zod'
import { principal } from '#drizzle/schema/identity.ts'
import { name } from '#server/contracts/common.ts'
import { principalView as principalContract, role } from '#server/contracts/identity.ts'
import { defineCommand, found, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { ensureTeam, principalById, principalView } from './internal.ts'
import { serviceByName } from './service-by-name.ts'

/** Adds a service account: acts by key only, never signs in, never decides. */
export const createService = defineCommand({
  name: 'create-service',
  summary: 'Add a service account that acts by key',
  permission: 'identity:write',
  input: z.object({ name, role, team: name.optional() }),
  output: principalContract,
  rest: { method: 'POST', path: '/services', status: 201 },
  team: ofNoTeam,
  audit: ({ output }) => ({ subject: `principal:${output.id}`, under: [], detail: { role: output.role, team: output.team } }),
  async run({ tx, input }) {
    if (await serviceByName(tx, input.name)) {
      refuse('already-exists', `A service account ${input.name} exists already.`, [{ path: 'name', message: 'Taken.' }])
    }
    const id = newId()
    const teamId = input.team === undefined ? null : await ensureTeam(tx, input.team)
    await tx.insert(principal).values({ id, kind: 'service', name: input.name, role: input.role, teamId })
    const made = found(await principalById(tx, id), 'service account')
    return principalView(made.principal, made.teamName)
  },
})
