import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { decimal, instant } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { priceOf, sumOf } from '#server/kernel/finops/price.ts'

interface Row extends Record<string, unknown> {
  day: string
  model: string
  amount_per_hour: string
  device_ns: string
  predictions: string
}

/** What each model cost on each day of a range, both ends included; days in UTC, days without use left out. */
export const getDailyCosts = defineQuery({
  name: 'get-daily-costs',
  summary: 'Cost of serving per day and model',
  permission: 'read',
  input: z.object({ from: instant, to: instant }),
  output: z.object({ items: z.array(z.object({ day: z.string(), model: z.string(), amount: decimal, predictions: z.number().int() })), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/costs/daily' },
  async run({ db, input }) {
    const { rows } = await db.execute<Row>(sql`
      select u.day::text as day, m.name as model, p.amount_per_hour, sum(u.device_ns) as device_ns, sum(u.predictions) as predictions
      from usage u join price p on p.id = u.price_id join model m on m.id = u.model_id
      where u.day >= (${input.from}::timestamptz at time zone 'UTC')::date and u.day <= (${input.to}::timestamptz at time zone 'UTC')::date
      group by 1, 2, 3 order by 1, 2`)
    const parts = Map.groupBy(rows, (row) => JSON.stringify([row.day, row.model]))
    const items = [...parts.values()].flatMap((held) => {
      const [first] = held
      if (!first) return []
      const amount = sumOf(held.map((part) => priceOf(BigInt(part.device_ns), part.amount_per_hour)))
      return [{ day: first.day, model: first.model, amount, predictions: held.reduce((sum, part) => sum + Number(part.predictions), 0) }]
    })
    return { items, nextCursor: null }
  },
})
