import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deployment } from '#drizzle/schema/serving.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { TREES } from '#testing/inference-worker.ts'
import { liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { finopsOperations } from './index.ts'

let database: TestDatabase
let idle: LiveModel
let busy: LiveModel
let fresh: LiveModel

const SECOND_NS = 1_000_000_000

const use = (live: LiveModel, daysAgo: number, deviceNs: number) =>
  database.runtime.db.execute(sql`
    insert into usage (day, version_id, model_id, execution_provider, price_id, predictions, requests, device_ns)
    select ((now() at time zone 'UTC') - make_interval(days => ${daysAgo}))::date, id, model_id, 'cpu', (select id from price limit 1), 7, 7, ${deviceNs}
    from model_version where id = ${live.versionId}`)

beforeAll(async () => {
  database = await openTestDatabase()
  const { db } = database.runtime
  idle = await liveModel(database.runtime, TREES)
  busy = await liveModel(database.runtime, TREES)
  await db.update(deployment).set({ createdAt: sql`now() - interval '20 days'` })
  fresh = await liveModel(database.runtime, TREES)
  await use(idle, 14, 60 * SECOND_NS)
  await use(idle, 2, SECOND_NS - 1)
  await use(busy, 13, SECOND_NS)
})
afterAll(() => database.close())

const list = () => runOperation(database.runtime, finopsOperations.listIdleDeployments, { actor: idle.officer }, {})
const countedTo = (daysAgo: number) =>
  database.runtime.db.execute(sql`
    insert into usage_watermark (id, rolled_up_to) values (1, now() - make_interval(days => ${daysAgo}))
    on conflict (id) do update set rolled_up_to = excluded.rolled_up_to`)

it('says nothing of days that are not counted', async () => {
  expect((await list()).items).toEqual([])
  await countedTo(7)
  expect((await list()).items).toEqual([])
})

it('names what had less than a second in fourteen days, and not what is too new to tell', async () => {
  await countedTo(0)
  const { items, days, underSeconds } = await list()
  expect([days, underSeconds]).toEqual([14, 1])
  expect(items.map((item) => item.deployment)).toEqual([idle.deploymentId])
  expect(items[0]).toMatchObject({ model: idle.model, version: '1', team: 'lending', environment: 'production', predictions: 7, lastPredictionAt: null })
  expect(items.some((item) => item.deployment === fresh.deploymentId)).toBe(false)
})
