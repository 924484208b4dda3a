import { and, desc, eq, lt } from 'drizzle-orm'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { name, page, pageQuery } from '#server/contracts/common.ts'
import { versionView as versionContract } from '#server/contracts/registry.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { modelByName, versionQuery, versionView } from './internal.ts'

export const listVersions = defineQuery({
  name: 'list-versions',
  summary: 'List the versions of a model, newest first',
  permission: 'read',
  input: pageQuery.extend({ model: name }),
  output: page(versionContract),
  rest: { method: 'GET', path: '/models/{model}/versions' },
  async run({ db, input }) {
    const owner = (await modelByName(db, input.model)).model
    const after = decodeCursor(input.cursor, 1)
    const rows = await versionQuery(db)
      .where(and(eq(model.id, owner.id), after ? lt(modelVersion.number, Number(after[0])) : undefined))
      .orderBy(desc(modelVersion.number))
      .limit(input.limit + 1)
    return toPage(rows, input.limit, (row) => [String(row.version.number)], versionView)
  },
})
