import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { instant, uuid } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { deploymentById } from './internal.ts'
import { LATENCY_SAMPLE, latencyContract, latencyOf } from './latency.ts'

const HOUR_MS = 3_600_000
const HOURS = 24

interface Row extends Record<string, unknown> {
  hour: string
  requests: string
  p50: number | null
  p99: number | null
  sampled: string
}

/**
 * The last 24 hours of a deployment, hour by hour, the running one last. Requests are counted in the index;
 * latency is that of the newest requests of the hour, so that an hour of millions costs no more than a quiet one.
 */
export const getActivity = defineQuery({
  name: 'get-activity',
  summary: 'Requests and latency of a deployment in the last 24 hours, hour by hour',
  permission: 'read',
  input: z.object({ deployment: uuid }),
  output: z.object({
    from: instant,
    to: instant,
    requests: z.number().int(),
    latency: latencyContract,
    hours: z.array(z.object({ from: instant, requests: z.number().int(), latency: latencyContract })),
  }),
  rest: { method: 'GET', path: '/deployments/{deployment}/activity' },
  async run({ db, input, now }) {
    const { deployment } = await deploymentById(db, input.deployment)
    const first = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS)
    const { rows } = await db.execute<Row>(sql`
      select h.hour, c.requests, l.p50, l.p99, l.sampled
      from generate_series(0, ${HOURS - 1}) n
      cross join lateral (select ${first.toISOString()}::timestamptz + make_interval(hours => n) as hour) h
      cross join lateral (
        select count(*) as requests from prediction
        where deployment_id = ${deployment.id} and received_at >= h.hour and received_at < h.hour + interval '1 hour'
      ) c
      cross join lateral (
        select percentile_cont(0.5) within group (order by latency_us) as p50, percentile_cont(0.99) within group (order by latency_us) as p99, count(*) as sampled
        from (
          select latency_us from prediction
          where deployment_id = ${deployment.id} and received_at >= h.hour and received_at < h.hour + interval '1 hour'
          order by received_at desc limit ${LATENCY_SAMPLE}
        ) newest
      ) l
      order by h.hour`)
    const { rows: whole } = await db.execute<Row>(sql`
      select percentile_cont(0.5) within group (order by latency_us) as p50, percentile_cont(0.99) within group (order by latency_us) as p99, count(*) as sampled
      from (
        select latency_us from prediction where deployment_id = ${deployment.id} and received_at >= ${first.toISOString()}::timestamptz
        order by received_at desc limit ${LATENCY_SAMPLE}
      ) newest`)
    const hours = rows.map((row) => ({ from: new Date(row.hour).toISOString(), requests: Number(row.requests), latency: latencyOf(row) }))
    return {
      from: first.toISOString(),
      to: now.toISOString(),
      requests: hours.reduce((sum, hour) => sum + hour.requests, 0),
      latency: latencyOf(whole[0]),
      hours,
    }
  },
})
