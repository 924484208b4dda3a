import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { modelAlias } from '#drizzle/schema/registry.ts'
import { name, versionNumber } from '#server/contracts/common.ts'
import { defineCommand, found, refuse } from '#server/domain/kit/index.ts'
import { modelByName, modelSubject, teamOfModel, versionById, versionByKey, versionSubject } from './internal.ts'

const aliasName = z
  .string()
  .regex(/^(?!v\d+$)(?!latest$)[A-Za-z0-9_-]{1,255}$/, 'An alias has letters, digits, _ and -; "latest" and "v" with a number are taken.')
const aliasKey = z.object({ model: name, alias: aliasName })

/** Points a name of a model at one of its versions. An alias permits nothing: serving asks for a grant. */
export const setAlias = defineCommand({
  name: 'set-alias',
  summary: 'Point an alias at a version',
  permission: 'model:write',
  input: aliasKey.extend({ version: versionNumber }),
  output: z.object({ model: z.string(), alias: z.string(), version: z.string(), previous: z.string().nullable() }),
  rest: { method: 'PUT', path: '/models/{model}/aliases/{alias}' },
  team: teamOfModel,
  audit: ({ output }) => ({
    subject: versionSubject(output),
    under: [modelSubject(output.model)],
    detail: { alias: output.alias, version: output.version, previous: output.previous },
  }),
  async run({ tx, input }) {
    const { version, model } = await versionByKey(tx, input)
    if (version.status !== 'ready') refuse('not-ready', `Version ${input.version} is ${version.status}; an alias points at a version that passed intake.`)
    const [held] = await tx
      .select()
      .from(modelAlias)
      .where(and(eq(modelAlias.modelId, model.id), eq(modelAlias.alias, input.alias)))
      .for('update')
    const previous = held ? String((await versionById(tx, held.versionId)).version.number) : null
    await tx
      .insert(modelAlias)
      .values({ modelId: model.id, alias: input.alias, versionId: version.id })
      .onConflictDoUpdate({ target: [modelAlias.modelId, modelAlias.alias], set: { versionId: version.id } })
    return { model: input.model, alias: input.alias, version: input.version, previous }
  },
})

export const removeAlias = defineCommand({
  name: 'remove-alias',
  summary: 'Remove an alias of a model',
  permission: 'model:write',
  input: aliasKey,
  output: z.object({ model: z.string(), alias: z.string() }),
  rest: { method: 'DELETE', path: '/models/{model}/aliases/{alias}' },
  team: teamOfModel,
  audit: ({ output }) => ({ subject: modelSubject(output.model), under: [], detail: { alias: output.alias } }),
  async run({ tx, input }) {
    const { model } = await modelByName(tx, input.model)
    const [removed] = await tx
      .delete(modelAlias)
      .where(and(eq(modelAlias.modelId, model.id), eq(modelAlias.alias, input.alias)))
      .returning()
    found(removed, `alias ${input.alias} of ${input.model}`)
    return input
  },
})
