import { eq } from 'drizzle-orm'
import { model } from '#drizzle/schema/registry.ts'
import { createModelInput, modelView as modelContract } from '#server/contracts/registry.ts'
import { teamIdOf } from '#server/domain/identity/index.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { riskTierOf } from '#server/kernel/governance/risk-tier.ts'
import { modelByName, modelSubject, modelView } from './internal.ts'

export const createModel = defineCommand({
  name: 'create-model',
  summary: 'Register a model; purpose and exposure set its risk tier',
  permission: 'model:write',
  input: createModelInput,
  output: modelContract,
  rest: { method: 'POST', path: '/models', status: 201 },
  team: (db, input) => teamIdOf(db, input.team),
  audit: ({ output }) => ({
    subject: modelSubject(output.name),
    under: [],
    detail: { purpose: output.purpose, exposure: output.exposure, riskTier: output.riskTier, team: output.team },
  }),
  async run({ tx, actor, input }) {
    const [taken] = await tx.select({ id: model.id }).from(model).where(eq(model.name, input.name))
    if (taken) refuse('already-exists', `A model ${input.name} exists already.`, [{ path: 'name', message: 'Taken.', fix: 'Choose another name.' }])
    await tx.insert(model).values({
      id: newId(),
      name: input.name,
      teamId: await teamIdOf(tx, input.team),
      description: input.description,
      purpose: input.purpose,
      exposure: input.exposure,
      riskTier: riskTierOf({ purpose: input.purpose, exposure: input.exposure }),
      tags: input.tags ?? {},
      createdBy: actor.id,
    })
    return modelView(await modelByName(tx, input.name), {})
  },
})
