import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { instant, uuid } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { LATENCY_SAMPLE, latencyContract, latencyOf } from './latency.ts'

const WINDOW_MS = 24 * 3_600_000

interface Row extends Record<string, unknown> {
  id: string
  requests: string
  last_at: string | null
  p50: number | null
  p99: number | null
  sampled: string
}

/** What each active deployment did in the last 24 hours. */
export const listActivity = defineQuery({
  name: 'list-activity',
  summary: 'Requests and latency of every active deployment in the last 24 hours',
  permission: 'read',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ deploymentId: uuid, requests: z.number().int(), lastAt: instant.nullable(), latency: latencyContract })),
    nextCursor: z.null(),
  }),
  rest: null,
  async run({ db, now }) {
    const from = new Date(now.getTime() - WINDOW_MS).toISOString()
    const { rows } = await db.execute<Row>(sql`
      select d.id, c.requests, c.last_at, l.p50, l.p99, l.sampled
      from deployment d
      cross join lateral (
        select count(*) as requests, max(received_at) as last_at from prediction where deployment_id = d.id and received_at >= ${from}::timestamptz
      ) c
      cross join lateral (
        select percentile_cont(0.5) within group (order by latency_us) as p50, percentile_cont(0.99) within group (order by latency_us) as p99, count(*) as sampled
        from (
          select latency_us from prediction where deployment_id = d.id and received_at >= ${from}::timestamptz
          order by received_at desc limit ${LATENCY_SAMPLE}
        ) newest
      ) l
      where d.state = 'active'
      order by d.id desc`)
    return {
      items: rows.map((row) => ({
        deploymentId: row.id,
        requests: Number(row.requests),
        lastAt: row.last_at === null ? null : new Date(row.last_at).toISOString(),
        latency: latencyOf(row),
      })),
      nextCursor: null,
    }
  },
})
