import { z } from 'zod'
import { uuid } from '#server/contracts/common.ts'
import { requestView as requestContract } from '#server/contracts/governance.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { requestViewById } from './internal.ts'

export const getRequest = defineQuery({
  name: 'get-request',
  summary: 'One approval request with gates and decisions',
  permission: 'read',
  input: z.object({ request: uuid }),
  output: requestContract,
  rest: { method: 'GET', path: '/approval-requests/{request}' },
  run: ({ db, input }) => requestViewById(db, input.request),
})
