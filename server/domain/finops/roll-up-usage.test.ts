import { sql } from 'drizzle-orm'
import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { usage } from '#drizzle/schema/finops.ts'
import { prediction } from '#drizzle/schema/serving.ts'
import { openDatabase } from '#server/db/client.ts'
import type { Db } from '#server/db/client.ts'
import { rollUpUsage } from './index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { TREES } from '#testing/inference-worker.ts'
import { liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { until } from '#testing/until.ts'

let database: TestDatabase
let db: Db
let live: LiveModel
let modelId: string
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.runtime.db
  live = await liveModel(database.runtime, TREES)
  const { rows } = await db.execute<{ id: string }>(sql`select id from model where name = ${live.model}`)
  modelId = rows[0]?.id ?? ''
})
afterAll(() => database.close())

/** Predictions of `rows` rows and a millisecond each, received so many seconds ago. */
async function predict(secondsAgo: number, rows: readonly number[]): Promise<void> {
  const receivedAt = new Date(Date.now() - secondsAgo * 1000)
  const shared = { modelId, versionId: live.versionId, deploymentId: live.deploymentId, grantId: live.grantId, servingDigest: live.servingDigest }
  const values = rows.map((count, seq) => ({
    ...shared,
    id: v7({ msecs: receivedAt.getTime(), seq }),
    variant: 'primary',
    rows: count,
    inputs: '[]',
    outputs: '[]',
    receivedAt,
    eventTime: receivedAt,
    latencyUs: 900,
    deviceNs: 1_000_000n,
    executionProvider: 'cpu',
    traceId: '0'.repeat(32),
    principalId: live.engineer.id,
  }))
  await db.insert(prediction).values(values)
}

async function totals(): Promise<{ requests: number; predictions: number; deviceNs: number }> {
  const rows = await db.select().from(usage)
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return { requests: sum((row) => row.requests), predictions: sum((row) => row.predictions), deviceNs: sum((row) => Number(row.deviceNs)) }
}

async function asOwner<T>(body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.urls.owner })
  await client.connect()
  return body(client).finally(() => client.end())
}
/** The connections of an application that wait for a lock; what the owner may see of other accounts names no wait. */
const WAITING = 'select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid and not l.granted where a.application_name = $1'
const waiting = (client: pg.Client, application: string) =>
  until(
    async () => (await client.query<{ pid: number }>(WAITING, [application])).rows,
    (rows) => rows.length > 0,
    { timeout: 20_000, interval: 20 },
  )

/** What earlier tests counted. */
let before: Awaited<ReturnType<typeof totals>>
beforeEach(async () => {
  await rollUpUsage(db)
  before = await totals()
})
const added = async () => {
  const now = await totals()
  return { requests: now.requests - before.requests, predictions: now.predictions - before.predictions, deviceNs: now.deviceNs - before.deviceNs }
}

describe('rolling up', () => {
  it('counts what has settled once, however often it runs, and leaves what is fresh for later', async () => {
    // Nothing was rolled up to later than 15 s ago, so these are new to it.
    await predict(14, [1, 10, 100])
    await rollUpUsage(db)
    expect(await added()).toEqual({ requests: 0, predictions: 0, deviceNs: 0 })
    await until(
      () => rollUpUsage(db).then(added),
      ({ requests }) => requests > 0,
      { timeout: 10_000 },
    )
    for (let again = 0; again < 3; again++) await rollUpUsage(db)
    expect(await added()).toEqual({ requests: 3, predictions: 111, deviceNs: 3_000_000 })
  })

  it('that is killed half way has counted nothing, and the next one counts everything', async () => {
    await predict(14, [5, 7])
    await new Promise((wake) => setTimeout(wake, 1500))
    const doomed = openDatabase(database.urls.app, { max: 1, applicationName: 'doomed-roll-up' })
    await asOwner(async (client) => {
      await client.query('begin; lock table usage in exclusive mode')
      const rolling = rollUpUsage(doomed).then(
        () => 'committed',
        () => 'lost',
      )
      const [{ pid }] = await waiting(client, 'doomed-roll-up')
      await client.query('select pg_terminate_backend($1)', [pid])
      expect(await rolling).toBe('lost')
      await client.query('rollback')
    })
    await doomed.$client.end()
    expect(await added()).toEqual({ requests: 0, predictions: 0, deviceNs: 0 })
    await rollUpUsage(db)
    expect(await added()).toEqual({ requests: 2, predictions: 12, deviceNs: 2_000_000 })
  })

  it('that waited for another one counts nothing a second time', async () => {
    const late = openDatabase(database.urls.app, { max: 1, applicationName: 'late-roll-up' })
    await asOwner(async (client) => {
      await client.query('begin; select 1 from usage_watermark where id = 1 for update')
      const rolling = rollUpUsage(late)
      await waiting(client, 'late-roll-up')
      // The other one has counted up to a moment that the waiting one, by the time it began, had not reached.
      await client.query(`update usage_watermark set rolled_up_to = clock_timestamp() - interval '10 seconds'`)
      const mark = await client.query('select rolled_up_to from usage_watermark')
      await client.query('commit')
      await rolling
      const after = await client.query('select rolled_up_to from usage_watermark')
      expect(after.rows[0].rolled_up_to.getTime()).toBeGreaterThanOrEqual(mark.rows[0].rolled_up_to.getTime())
    })
    await late.$client.end()
  })

  it('by many at once counts each prediction once', async () => {
    await asOwner((client) => client.query(`update usage_watermark set rolled_up_to = clock_timestamp() - interval '15 seconds'`))
    await predict(
      14,
      Array.from({ length: 50 }, () => 2),
    )
    const end = Date.now() + 2500
    const roller = async () => {
      while (Date.now() < end) await rollUpUsage(db)
    }
    await Promise.all(Array.from({ length: 6 }, roller))
    expect(await added()).toEqual({ requests: 50, predictions: 100, deviceNs: 50_000_000 })
  })
})
