import { eq } from 'drizzle-orm'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { freeText } from '#server/contracts/common.ts'
import { tags, versionKey, versionView as versionContract } from '#server/contracts/registry.ts'
import { defineCommand } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionById, versionByKey, versionSubject, versionView } from './internal.ts'

export const updateVersion = defineCommand({
  name: 'update-version',
  summary: 'Change the description or the tags of a version',
  permission: 'model:write',
  input: versionKey.extend({ description: freeText(10_000).optional(), tags: tags.optional() }),
  output: versionContract,
  rest: { method: 'PATCH', path: '/models/{model}/versions/{version}' },
  team: teamOfModel,
  audit: ({ input, output }) => ({
    subject: versionSubject(output),
    under: [modelSubject(output.model)],
    detail: { changed: Object.keys(input).filter((key) => key !== 'model' && key !== 'version') },
  }),
  async run({ tx, input }) {
    const { version } = await versionByKey(tx, input)
    await tx
      .update(modelVersion)
      .set({ description: input.description ?? version.description, tags: input.tags ?? version.tags })
      .where(eq(modelVersion.id, version.id))
    return versionView(await versionById(tx, version.id))
  },
})
