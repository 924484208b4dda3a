import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { decimal, instant } from '#server/contracts/common.ts'
import { defineQuery, refuse } from '#server/domain/kit/index.ts'
import { priceOf, sumOf } from '#server/kernel/finops/price.ts'
import { rolledUpTo } from './rolled-up-to.ts'

const GROUPS = ['model', 'version', 'team', 'day'] as const

const KEYS = {
  model: sql`m.name`,
  version: sql`m.name || '/' || v.number`,
  team: sql`t.name`,
  day: sql`u.day::text`,
}

interface Row extends Record<string, unknown> {
  key: string
  amount_per_hour: string
  currency: string
  predictions: string
  requests: string
  device_ns: string
}

const NS_PER_SECOND = 1_000_000_000

/** Cost by model, version, team or day: device time × the price that was in force, exact; whole days in UTC. */
export const getCosts = defineQuery({
  name: 'get-costs',
  summary: 'Cost of serving by model, version, team or day',
  permission: 'read',
  input: z.object({ from: instant.optional(), to: instant.optional(), groupBy: z.enum(GROUPS, `One of ${GROUPS.join(', ')}.`).default('model') }),
  output: z.object({
    currency: z.string(),
    items: z.array(
      z.object({
        key: z.string(),
        amount: decimal,
        predictions: z.number().int(),
        requests: z.number().int(),
        deviceSeconds: z.number(),
        amountPerThousand: decimal,
      }),
    ),
    total: decimal,
    rolledUpTo: instant.nullable(),
  }),
  rest: { method: 'GET', path: '/costs' },
  async run({ db, input, now }) {
    const from = input.from ?? new Date(now.getTime() - 30 * 86_400_000).toISOString()
    const to = input.to ?? new Date(now.getTime() + 86_400_000).toISOString()
    if (Date.parse(from) > Date.parse(to)) {
      refuse('invalid', 'The range ends before it begins.', [{ path: 'to', message: 'It lies before from.', fix: 'Send a to that is not before from.' }])
    }
    const { rows } = await db.execute<Row>(sql`
      select ${KEYS[input.groupBy]} as key, p.amount_per_hour, p.currency, sum(u.predictions) as predictions, sum(u.requests) as requests, sum(u.device_ns) as device_ns
      from usage u join price p on p.id = u.price_id join model m on m.id = u.model_id join model_version v on v.id = u.version_id join team t on t.id = m.team_id
      where u.day >= (${from}::timestamptz at time zone 'UTC')::date and u.day <= (${to}::timestamptz at time zone 'UTC')::date
      group by 1, 2, 3 order by 1`)
    const byKey = Map.groupBy(rows, (row) => row.key)
    const items = [...byKey].map(([key, parts]) => {
      const predictions = parts.reduce((sum, part) => sum + Number(part.predictions), 0)
      const amount = sumOf(parts.map((part) => priceOf(BigInt(part.device_ns), part.amount_per_hour)))
      const perThousand =
        predictions === 0 ? '0' : sumOf(parts.map((part) => priceOf((BigInt(part.device_ns) * 1000n) / BigInt(predictions), part.amount_per_hour)))
      return {
        key,
        amount,
        predictions,
        requests: parts.reduce((sum, part) => sum + Number(part.requests), 0),
        deviceSeconds: parts.reduce((sum, part) => sum + Number(part.device_ns), 0) / NS_PER_SECOND,
        amountPerThousand: perThousand,
      }
    })
    const counted = await rolledUpTo(db)
    return {
      currency: rows[0]?.currency ?? 'EUR',
      items,
      total: sumOf(items.map((item) => item.amount)),
      rolledUpTo: counted?.toISOString() ?? null,
    }
  },
})
