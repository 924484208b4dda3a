import { and, desc, eq, lt } from 'drizzle-orm'
import { snapshot } from '#drizzle/schema/datasets.ts'
import { name, page, pageQuery } from '#server/contracts/common.ts'
import { snapshotView as snapshotContract } from '#server/contracts/datasets.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { datasetByName, snapshotQuery, snapshotView } from './internal.ts'

export const listSnapshots = defineQuery({
  name: 'list-snapshots',
  summary: 'List the snapshots of a dataset, newest first',
  permission: 'read',
  input: pageQuery.extend({ dataset: name }),
  output: page(snapshotContract),
  rest: { method: 'GET', path: '/datasets/{dataset}/snapshots' },
  async run({ db, input }) {
    const owner = (await datasetByName(db, input.dataset)).dataset
    const after = decodeCursor(input.cursor, 1)
    const rows = await snapshotQuery(db)
      .where(and(eq(snapshot.datasetId, owner.id), after ? lt(snapshot.id, after[0] ?? '') : undefined))
      .orderBy(desc(snapshot.id))
      .limit(input.limit + 1)
    return toPage(rows, input.limit, (row) => [row.snapshot.id], snapshotView)
  },
})
