import { z } from 'zod'
import { uuid } from '#server/contracts/common.ts'
import { snapshotView as snapshotContract } from '#server/contracts/datasets.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { snapshotById, snapshotView } from './internal.ts'

export const getSnapshot = defineQuery({
  name: 'get-snapshot',
  summary: 'One snapshot with rows, digest and columns',
  permission: 'read',
  input: z.object({ snapshot: uuid }),
  output: snapshotContract,
  rest: { method: 'GET', path: '/snapshots/{snapshot}' },
  run: async ({ db, input }) => snapshotView(await snapshotById(db, input.snapshot)),
})
