import { eq } from 'drizzle-orm'
import { model } from '#drizzle/schema/registry.ts'
import { freeText, name } from '#server/contracts/common.ts'
import { modelView as modelContract, tags } from '#server/contracts/registry.ts'
import { z } from 'zod'
import { defineCommand } from '#server/domain/kit/index.ts'
import { aliasesOf, modelByName, modelSubject, modelView, teamOfModel } from './internal.ts'

/** Description and tags may change; name, purpose, exposure and tier are what approvals rest on. */
export const updateModel = defineCommand({
  name: 'update-model',
  summary: 'Change the description or the tags of a model',
  permission: 'model:write',
  input: z.object({ model: name, description: freeText(10_000).optional(), tags: tags.optional() }),
  output: modelContract,
  rest: { method: 'PATCH', path: '/models/{model}' },
  team: teamOfModel,
  audit: ({ input, output }) => ({ subject: modelSubject(output.name), under: [], detail: { changed: Object.keys(input).filter((key) => key !== 'model') } }),
  async run({ tx, input }) {
    const held = await modelByName(tx, input.model)
    await tx
      .update(model)
      .set({ description: input.description ?? held.model.description, tags: input.tags ?? held.model.tags })
      .where(eq(model.id, held.model.id))
    const aliases = await aliasesOf(tx, [held.model.id])
    return modelView(await modelByName(tx, input.model), aliases.get(held.model.id) ?? {})
  },
})
