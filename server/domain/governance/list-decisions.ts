import { z } from 'zod'
import { uuid } from '#server/contracts/common.ts'
import { decisionView } from '#server/contracts/governance.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { requestViewById } from './internal.ts'

/** Who has decided on a request, and why: as many as sign one, so all in one page. */
export const listDecisions = defineQuery({
  name: 'list-decisions',
  summary: 'The decisions on an approval request, oldest first',
  permission: 'read',
  input: z.object({ request: uuid }),
  output: z.object({ items: z.array(decisionView), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/approval-requests/{request}/decisions' },
  async run({ db, input }) {
    const { decisions } = await requestViewById(db, input.request)
    return { items: decisions, nextCursor: null }
  },
})
