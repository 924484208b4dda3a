import { sql } from 'drizzle-orm'
import type { ModelHealthView } from '#server/contracts/model-health.ts'
import type { Queryable } from '#server/db/client.ts'
import { priceOf, sumOf } from '#server/kernel/finops/price.ts'

interface Row extends Record<string, unknown> {
  day: string
  currency: string
  amount_per_hour: string
  device_ns: string
  predictions: string
}

/** What a model cost on each day of [from, to), and the rows it predicted then; days in UTC, days without use left out. */
export async function costDays(db: Queryable, modelId: string, from: string | null, to: string | null): Promise<Pick<ModelHealthView, 'days' | 'currency'>> {
  const { rows } = await db.execute<Row>(sql`
    select u.day::text as day, p.currency, p.amount_per_hour, sum(u.device_ns) as device_ns, sum(u.predictions) as predictions
    from usage u join price p on p.id = u.price_id
    where u.model_id = ${modelId} and (${from}::timestamptz is null or u.day >= (${from}::timestamptz at time zone 'UTC')::date)
      and (${to}::timestamptz is null or u.day < (${to}::timestamptz at time zone 'UTC')::date)
    group by 1, 2, 3 order by 1`)
  const days = [...Map.groupBy(rows, (row) => row.day)].map(([day, parts]) => ({
    day,
    amount: sumOf(parts.map((part) => priceOf(BigInt(part.device_ns), part.amount_per_hour))),
    predictions: parts.reduce((sum, part) => sum + Number(part.predictions), 0),
  }))
  return { days, currency: rows[0]?.currency ?? 'EUR' }
}
