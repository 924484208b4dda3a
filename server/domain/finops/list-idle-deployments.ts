import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { instant, uuid, versionNumber } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { addDays, dayOf } from './month.ts'
import { rolledUpTo } from './rolled-up-to.ts'

const IDLE_DAYS = 14
/** Device time in these days below which nobody needs what is deployed. */
const IDLE_SECONDS = 1
const MOST = 500
const NS_PER_SECOND = 1_000_000_000

interface Row extends Record<string, unknown> {
  id: string
  model: string
  team: string
  version: number
  environment: string
  since: string
  device_ns: string
  predictions: string
  last_at: string | null
}

/** Active deployments of at least so many days whose version had next to no device time in them, longest first; days that are not counted yet tell nothing. */
export const listIdleDeployments = defineQuery({
  name: 'list-idle-deployments',
  summary: 'Deployments with next to no device time in fourteen days',
  permission: 'read',
  input: z.object({}),
  output: z.object({
    days: z.number().int(),
    underSeconds: z.number(),
    items: z.array(
      z.object({
        deployment: uuid,
        model: z.string(),
        version: versionNumber,
        team: z.string(),
        environment: z.string(),
        since: instant,
        /** In these days. */
        deviceSeconds: z.number(),
        predictions: z.number().int(),
        lastPredictionAt: instant.nullable(),
      }),
    ),
    nextCursor: z.null(),
  }),
  rest: { method: 'GET', path: '/costs/idle' },
  async run({ db }) {
    const facts = { days: IDLE_DAYS, underSeconds: IDLE_SECONDS, nextCursor: null }
    const counted = await rolledUpTo(db)
    if (counted === null) return { ...facts, items: [] }
    const { rows } = await db.execute<Row>(sql`
      select d.id, m.name as model, t.name as team, v.number as version, d.environment, d.created_at as since,
        coalesce(u.device_ns, 0) as device_ns, coalesce(u.predictions, 0) as predictions,
        (select p.received_at from prediction p where p.deployment_id = d.id order by p.received_at desc limit 1) as last_at
      from deployment d join model_version v on v.id = d.version_id join model m on m.id = d.model_id join team t on t.id = m.team_id
      left join (
        select version_id, sum(device_ns) as device_ns, sum(predictions) as predictions from usage where day > ${addDays(dayOf(counted), -IDLE_DAYS)}::date group by 1
      ) u on u.version_id = d.version_id
      where d.state = 'active' and d.created_at <= ${counted.toISOString()}::timestamptz - make_interval(days => ${IDLE_DAYS})
        and coalesce(u.device_ns, 0) < ${IDLE_SECONDS * NS_PER_SECOND}
      order by d.created_at, d.id limit ${MOST}`)
    const items = rows.map((row) => ({
      deployment: row.id,
      model: row.model,
      version: String(row.version),
      team: row.team,
      environment: row.environment,
      since: new Date(row.since).toISOString(),
      deviceSeconds: Number(row.device_ns) / NS_PER_SECOND,
      predictions: Number(row.predictions),
      lastPredictionAt: row.last_at === null ? null : new Date(row.last_at).toISOString(),
    }))
    return { ...facts, items }
  },
})
