import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { label } from '#drizzle/schema/serving.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { newId, runOperation } from '#server/domain/kit/index.ts'
import { servingOperations } from './index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence, recordPredictions } from '#testing/recorded.ts'
import type { Deployed, Recorded } from '#testing/recorded.ts'
import { bringEvidence, openRequest } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let database: TestDatabase
let engineer: Actor
let approvers: Actor[]

const goLive = (subject: ReadyVersion) => deployed(database.runtime, engineer, approvers, subject)
const ready = () => readyWithEvidence(database.runtime, engineer)
const predict = (live: Deployed, at: readonly Date[], extra: Recorded = {}) => recordPredictions(database.runtime, live, engineer, at, extra)

beforeAll(async () => {
  database = await openTestDatabase()
  engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
  approvers = [await makePerson(database.runtime, 'reviewer', 'risk'), await makePerson(database.runtime, 'compliance-officer', 'risk')]
})
afterAll(() => database.close())

const found = async (input: Parameters<typeof searched>[0]) => (await searched(input)).map((item) => item.id)
async function searched(input: { model?: string; version?: string; entityId?: string; from?: string; to?: string; limit?: number }) {
  const seen = []
  for (let cursor: string | undefined; ;) {
    const page = await runOperation(database.runtime, servingOperations.listPredictions, { actor: engineer }, { ...input, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items)
    if (page.nextCursor === null) return seen
    cursor = page.nextCursor
  }
}

describe('the search for predictions', () => {
  it('goes newest first over one model and over all, page by page, within a time and by entity', async () => {
    const [one, other] = [await goLive(await ready()), await goLive(await ready())]
    const start = Date.now() - 3 * HOUR
    // Two requests of the same moment: the id breaks the tie at the seam of two pages.
    const ofOne = await predict(
      one,
      [0, 10, 10, 20].map((minutes) => new Date(start + minutes * MINUTE)),
    )
    const [ofOther] = await predict(other, [new Date(start + 15 * MINUTE)], { entityIds: ['a-1', 'a-2'] })
    const newestFirst = [ofOne[3], ofOther, ofOne[2], ofOne[1], ofOne[0]]
    for (const limit of [1, 2, 50]) {
      expect(await found({ limit })).toEqual(newestFirst)
      expect(await found({ model: one.model, limit })).toEqual(newestFirst.filter((id) => id !== ofOther))
    }
    const [from, to] = [new Date(start + 10 * MINUTE).toISOString(), new Date(start + 20 * MINUTE).toISOString()]
    expect(await found({ from, to })).toEqual([ofOther, ofOne[2], ofOne[1]])
    expect(await found({ model: one.model, version: '1', from, to })).toEqual([ofOne[2], ofOne[1]])
    expect(await found({ entityId: 'a-2' })).toEqual([ofOther])
    expect(await found({ model: one.model, entityId: 'a-2' })).toEqual([])
    expect(await found({ model: 'no-such-model' })).toEqual([])
    expect(await found({ model: one.model, version: '9' })).toEqual([])
    await expect(found({ version: '1' })).rejects.toThrow(/invalid/)
  })
})

describe('what a deployment did', () => {
  it('counts its own requests hour by hour and takes percentiles of their latency', async () => {
    const live = await goLive(await ready())
    const now = new Date()
    const thisHour = Math.floor(now.getTime() / HOUR) * HOUR
    await predict(
      live,
      Array.from({ length: 101 }, (_, i) => new Date(thisHour - 2 * HOUR + i * 1000)),
    )
    await predict(live, [new Date(thisHour - 24 * HOUR)], { latencyUs: 9_000_000 })
    const activity = await runOperation(database.runtime, servingOperations.getActivity, { actor: engineer }, { deployment: live.deploymentId })
    expect(activity.hours).toHaveLength(24)
    expect(activity.hours.map((hour) => hour.requests)).toEqual([...Array.from({ length: 21 }, () => 0), 101, 0, 0])
    expect(activity.hours[21]?.latency).toEqual({ p50Ms: 51, p99Ms: 100, requests: 101 })
    expect(activity.hours[23]?.latency).toBeNull()
    expect(activity).toMatchObject({ requests: 101, latency: { p50Ms: 51, p99Ms: 100, requests: 101 } })
    const { items } = await runOperation(database.runtime, servingOperations.listActivity, { actor: engineer }, {})
    expect(items.find((item) => item.deploymentId === live.deploymentId)).toMatchObject({ requests: 101, latency: { p99Ms: 100 } })
  })
})

describe('the labels of a prediction', () => {
  it('come row by row, the last one last', async () => {
    const live = await goLive(await ready())
    const [id = ''] = await predict(live, [new Date()])
    const add = (text: string, day: number) => ({
      id: newId(),
      modelId: live.modelId,
      predictionId: id,
      row: 0,
      label: text,
      observedAt: new Date(Date.UTC(2026, 0, day)),
    })
    await database.runtime.db.insert(label).values([add('1', 2), add('0', 1)])
    const { items } = await runOperation(database.runtime, servingOperations.listPredictionLabels, { actor: engineer }, { prediction: id })
    expect(items.map((item) => item.label)).toEqual(['0', '1'])
  })
})

describe('the labels of a model', () => {
  it('join the newest row of an entity or a row by its number; repeats and unknown ones are counted, in one request too', async () => {
    const { runtime } = database
    const live = await goLive(await ready())
    const [old = ''] = await predict(live, [new Date(Date.now() - HOUR)], { entityIds: ['a', 'b'] })
    const [young = ''] = await predict(live, [new Date()], { entityIds: ['c', 'a'] })
    const observedAt = new Date(Date.UTC(2026, 0, 1)).toISOString()
    const given = [
      ...['a', 'b', 'a', 'nobody'].map((entityId) => ({ entityId, label: 1, observedAt })),
      { predictionId: young, row: 0, label: 0, observedAt },
      { predictionId: young, row: 1, label: 0, observedAt },
    ]
    const record = (labels: typeof given) => runOperation(runtime, servingOperations.recordLabels, { actor: engineer }, { model: live.model, labels })
    expect(await record(given)).toEqual({ accepted: 3, duplicate: 1, unknown: 2 })
    expect(await record(given)).toEqual({ accepted: 0, duplicate: 4, unknown: 2 })
    const held = await runtime.db
      .select()
      .from(label)
      .where(sql`model_id = ${live.modelId}`)
    expect(held.map((one) => [one.predictionId, one.row, one.label]).toSorted()).toEqual(
      [
        [young, 0, '0'],
        [young, 1, '1'],
        [old, 1, '1'],
      ].toSorted(),
    )
  })

  it('may be ten thousand in one request', async () => {
    const { runtime } = database
    const live = await goLive(await ready())
    const [id = ''] = await predict(live, [new Date()], { rows: 10_000 })
    const observedAt = new Date(Date.UTC(2026, 0, 1)).toISOString()
    const labels = Array.from({ length: 10_000 }, (_, i) => ({ predictionId: id, row: 9999 - i, label: i % 2, observedAt }))
    const record = () => runOperation(runtime, servingOperations.recordLabels, { actor: engineer }, { model: live.model, labels })
    expect(await record()).toEqual({ accepted: 10_000, duplicate: 0, unknown: 0 })
    expect(await record()).toEqual({ accepted: 0, duplicate: 10_000, unknown: 0 })
  })

  it('are recorded by two that send the same ones in opposite orders, each once', async () => {
    const { runtime } = database
    const live = await goLive(await ready())
    const [id = ''] = await predict(live, [new Date()], { rows: 3000 })
    const observedAt = new Date(Date.UTC(2026, 0, 1)).toISOString()
    const labels = Array.from({ length: 3000 }, (_, row) => ({ predictionId: id, row, label: 1, observedAt }))
    const record = (given: typeof labels) => runOperation(runtime, servingOperations.recordLabels, { actor: engineer }, { model: live.model, labels: given })
    const both = await Promise.all([record(labels), record(labels.toReversed())])
    expect(both.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(3000)
  })

  it('are listed newest first, page by page, without losing or repeating one', async () => {
    const { runtime } = database
    const live = await goLive(await ready())
    const [id = ''] = await predict(live, [new Date()])
    const given = Array.from({ length: 5 }, (_, day) => ({
      predictionId: id,
      row: 0,
      label: day % 2,
      observedAt: new Date(Date.UTC(2026, 0, day + 1)).toISOString(),
    }))
    await runOperation(runtime, servingOperations.recordLabels, { actor: engineer }, { model: live.model, labels: given.slice(0, 3) })
    await runOperation(runtime, servingOperations.recordLabels, { actor: engineer }, { model: live.model, labels: given.slice(3) })
    const seen: string[] = []
    for (let cursor: string | undefined, more = true; more;) {
      const listed = await runOperation(
        runtime,
        servingOperations.listLabels,
        { actor: engineer },
        { model: live.model, limit: 2, ...(cursor ? { cursor } : {}) },
      )
      seen.push(...listed.items.map((item) => item.observedAt))
      cursor = listed.nextCursor ?? undefined
      more = cursor !== undefined
    }
    expect(seen.toSorted()).toEqual(given.map((one) => one.observedAt))
    expect(seen.slice(0, 2).toSorted()).toEqual(given.slice(3).map((one) => one.observedAt))
  })
})

describe('what a request changes', () => {
  it('holds the frozen evidence beside that of the version live in the same place, and nothing where nothing is live', async () => {
    const { runtime } = database
    const subject = await ready()
    const first = await openRequest(runtime, engineer, subject)
    const alone = await runOperation(runtime, servingOperations.compareRequest, { actor: engineer }, { request: first.id })
    expect(alone).toMatchObject({
      live: null,
      features: { count: 1, added: [], removed: [] },
      rows: { before: null, after: 500, same: null },
      threshold: { before: null, after: 0.5 },
    })
    expect(alone.measures.every((measure) => measure.before === null && measure.reading === 'incomparable')).toBe(true)
    // Evidence that comes after the request was opened is not what is decided on.
    await bringEvidence(runtime, engineer, subject, { performance: { n: 9, metrics: { rocAuc: { value: 0.1, lower: 0.1, upper: 0.1 } } } })
    const frozen = await runOperation(runtime, servingOperations.compareRequest, { actor: engineer }, { request: first.id })
    expect(frozen.measures.find((measure) => measure.metric === 'rocAuc')?.after).toEqual({ value: 0.8, lower: 0.77, upper: 0.83 })
  })
})
