import { and, desc, lt } from 'drizzle-orm'
import { dataset } from '#drizzle/schema/datasets.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { datasetView as datasetContract } from '#server/contracts/datasets.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { datasetQuery, datasetView } from './internal.ts'

export const listDatasets = defineQuery({
  name: 'list-datasets',
  summary: 'List datasets, newest first',
  permission: 'read',
  input: pageQuery,
  output: page(datasetContract),
  rest: { method: 'GET', path: '/datasets' },
  async run({ db, input }) {
    const after = decodeCursor(input.cursor, 1)
    const rows = await datasetQuery(db)
      .where(and(after ? lt(dataset.id, after[0] ?? '') : undefined))
      .orderBy(desc(dataset.id))
      .limit(input.limit + 1)
    return toPage(rows, input.limit, (row) => [row.dataset.id], datasetView)
  },
})
