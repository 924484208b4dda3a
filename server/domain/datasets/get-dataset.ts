import { z } from 'zod'
import { name } from '#server/contracts/common.ts'
import { datasetView as datasetContract } from '#server/contracts/datasets.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { datasetByName, datasetView } from './internal.ts'

export const getDataset = defineQuery({
  name: 'get-dataset',
  summary: 'One dataset with its declared schema',
  permission: 'read',
  input: z.object({ dataset: name }),
  output: datasetContract,
  rest: { method: 'GET', path: '/datasets/{dataset}' },
  run: async ({ db, input }) => datasetView(await datasetByName(db, input.dataset)),
})
