import { z } from 'zod'
import { name } from '#server/contracts/common.ts'
import { modelView as modelContract } from '#server/contracts/registry.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { aliasesOf, modelByName, modelView } from './internal.ts'

export const getModel = defineQuery({
  name: 'get-model',
  summary: 'One model with its tier, tags and aliases',
  permission: 'read',
  input: z.object({ model: name }),
  output: modelContract,
  rest: { method: 'GET', path: '/models/{model}' },
  async run({ db, input }) {
    const row = await modelByName(db, input.model)
    const aliases = await aliasesOf(db, [row.model.id])
    return modelView(row, aliases.get(row.model.id) ?? {})
  },
})
