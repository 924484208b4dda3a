import { z } from 'zod'
import { decimal, instant } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { dailySpend } from './daily-spend.ts'
import { dayOf } from './month.ts'

/** What each model cost on each day of a range, both ends included; days in UTC, days without use left out. */
export const getDailyCosts = defineQuery({
  name: 'get-daily-costs',
  summary: 'Cost of serving per day and model',
  permission: 'read',
  input: z.object({ from: instant, to: instant }),
  output: z.object({ items: z.array(z.object({ day: z.string(), model: z.string(), amount: decimal, predictions: z.number().int() })), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/costs/daily' },
  async run({ db, input }) {
    const spend = await dailySpend(db, dayOf(new Date(input.from)), dayOf(new Date(input.to)))
    return { items: spend.map(({ day, model, amount, predictions }) => ({ day, model, amount, predictions })), nextCursor: null }
  },
})
