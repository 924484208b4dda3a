import { z } from 'zod'
import { monthSpend } from '#server/contracts/finops.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { bookCurrency } from './book-currency.ts'
import { dailySpend } from './daily-spend.ts'
import { dayOf } from './month.ts'
import { monthSpendOf, spendNeededFrom } from './month-spend.ts'
import { rolledUpTo } from './rolled-up-to.ts'

export const getMonthSpend = defineQuery({
  name: 'get-month-spend',
  summary: 'What this month has cost, and what it is likely to cost, with an interval',
  permission: 'read',
  input: z.object({}),
  output: monthSpend.extend({ currency: z.string() }),
  rest: { method: 'GET', path: '/costs/month' },
  async run({ db, now }) {
    const today = dayOf(now)
    const spend = await dailySpend(db, spendNeededFrom(today), today)
    return { currency: await bookCurrency(db), ...monthSpendOf(spend, { today, rolledUpTo: await rolledUpTo(db) }) }
  },
})
