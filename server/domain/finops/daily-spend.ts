import { sql } from 'drizzle-orm'
import type { Queryable } from '#server/db/client.ts'
import { priceOf, sumOf } from '#server/kernel/finops/price.ts'

interface Row extends Record<string, unknown> {
  day: string
  model: string
  team: string
  amount_per_hour: string
  device_ns: string
  predictions: string
}

/** What a model cost on a day in UTC, exact; days without use are left out. */
export interface DailySpend {
  day: string
  model: string
  team: string
  amount: string
  predictions: number
}

/** Cost per day and model between two days such as `2026-11-01`, both included, in order of day and model. */
export async function dailySpend(db: Queryable, from: string, to: string): Promise<DailySpend[]> {
  const { rows } = await db.execute<Row>(sql`
    select u.day::text as day, m.name as model, t.name as team, p.amount_per_hour, sum(u.device_ns) as device_ns, sum(u.predictions) as predictions
    from usage u join price p on p.id = u.price_id join model m on m.id = u.model_id join team t on t.id = m.team_id
    where u.day >= ${from}::date and u.day <= ${to}::date
    group by 1, 2, 3, 4 order by 1, 2`)
  const parts = Map.groupBy(rows, (row) => JSON.stringify([row.day, row.model]))
  return [...parts.values()].flatMap((held) => {
    const [first] = held
    if (!first) return []
    const amount = sumOf(held.map((part) => priceOf(BigInt(part.device_ns), part.amount_per_hour)))
    return [{ day: first.day, model: first.model, team: first.team, amount, predictions: held.reduce((sum, part) => sum + Number(part.predictions), 0) }]
  })
}
