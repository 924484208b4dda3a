import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { PredictionItem } from '#server/contracts/predictions.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { decidedBand } from '#server/kernel/scores/score-band.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence, recordPredictions } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { servingOperations } from './index.ts'

type Asked = Parameters<typeof runOperation<typeof servingOperations.listPredictions.input, typeof servingOperations.listPredictions.output>>[3]

const MINUTE = 60_000
const START = Date.UTC(2026, 9, 1)
const THRESHOLD = 0.4
const KEPT = 160

let database: TestDatabase
let engineer: Actor
let live: Deployed
let deploymentIds: string[]
let all: PredictionItem[]

/** More deployments of the version than are looked through at once. */
async function deployOften(): Promise<string[]> {
  const { rows } = await database.runtime.db.execute<{ id: string }>(sql`
    insert into deployment (id, model_id, version_id, environment, grant_id, state, created_by, ended_at)
    select uuidv7(), model_id, version_id, environment, grant_id, 'superseded', created_by, now() from deployment, generate_series(1, 8)
     where id = ${live.deploymentId} returning id`)
  return [live.deploymentId, ...rows.map(({ id }) => id)]
}

/** Rows of one, of several, without a score: at moments of receipt that are in another order than those of the events. */
async function record(random: ReturnType<typeof seededRandom>, i: number): Promise<void> {
  const rows = i % 5 === 0 ? 3 : 1
  const scores = Array.from({ length: rows }, () => Math.round(random.uniform() * 200) / 200)
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const positives = scores.filter((score) => score >= THRESHOLD).length
  const band = rows === 1 ? decidedBand(low, positives > 0) : null
  const deploymentId = deploymentIds[Math.floor(random.uniform() * deploymentIds.length * (i < KEPT / 2 ? 1 : 0.4))]
  await recordPredictions(database.runtime, { ...live, deploymentId }, engineer, [new Date(START + i * MINUTE)], {
    rows,
    entityIds: [`entity-${i % 7}`],
    eventTime: new Date(START - Math.floor(random.uniform() * 40) * MINUTE),
    ...(i % 11 === 0 ? {} : { scores: { low, high, positives, band } }),
  })
}

const page = (input: Asked) => runOperation(database.runtime, servingOperations.listPredictions, { actor: engineer }, input)
async function found(input: Asked, cursor?: string): Promise<PredictionItem[]> {
  const { items, nextCursor } = await page({ ...input, ...(cursor === undefined ? {} : { cursor }) })
  return nextCursor === null ? items : [...items, ...(await found(input, nextCursor))]
}

beforeAll(async () => {
  database = await openTestDatabase()
  const { runtime } = database
  engineer = await makePerson(runtime, 'ml-engineer', 'lending')
  const approvers = [await makePerson(runtime, 'reviewer', 'risk'), await makePerson(runtime, 'compliance-officer', 'risk')]
  live = await deployed(runtime, engineer, approvers, await readyWithEvidence(runtime, engineer))
  deploymentIds = await deployOften()
  const random = seededRandom(11)
  for (let i = 0; i < KEPT; i++) await record(random, i)
  all = await found({ limit: 500 })
})
afterAll(() => database.close())

const at = (item: PredictionItem, time: 'event' | 'received') => (time === 'event' ? item.eventTime : item.receivedAt)

/** What has to be found, by looking at every prediction. */
function expected(input: Asked): string[] {
  const {
    time = 'received',
    from,
    to,
    outcome,
    scoreFrom,
    scoreTo,
    entityId,
  } = input as {
    time?: 'event' | 'received'
    from?: string
    to?: string
    outcome?: string
    scoreFrom?: number
    scoreTo?: number
    entityId?: string
  }
  return all
    .filter(
      (item) =>
        (from === undefined || at(item, time) >= from) &&
        (to === undefined || at(item, time) < to) &&
        (entityId === undefined || item.entityIds.includes(entityId)) &&
        (outcome === undefined || (item.positives !== null && (outcome === 'positive' ? item.positives > 0 : item.positives < item.rows))) &&
        (scoreFrom === undefined || (item.scores !== null && item.scores.high >= scoreFrom)) &&
        (scoreTo === undefined || (item.scores !== null && item.scores.low <= scoreTo)),
    )
    .toSorted((a, b) => at(b, time).localeCompare(at(a, time)) || b.id.localeCompare(a.id))
    .map(({ id }) => id)
}

describe('the search by outcome, score and either time', () => {
  it('finds what looking at every prediction finds, in that order, page by page', async () => {
    expect(all).toHaveLength(KEPT)
    const random = seededRandom(5)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random.uniform() * values.length)]
    const moment = () => pick([undefined, new Date(START - Math.floor(random.uniform() * 40) * MINUTE).toISOString()])
    let some = 0
    for (let i = 0; i < 100; i++) {
      const asked = {
        model: live.model,
        time: pick(['event', 'received'] as const),
        outcome: pick([undefined, 'positive', 'negative'] as const),
        scoreFrom: pick([undefined, 0, 0.25, 0.405, 0.8, 1]),
        scoreTo: pick([undefined, 0, 0.39, 0.4, 0.6]),
        from: moment(),
        to: moment(),
        entityId: pick([undefined, undefined, 'entity-3']),
        limit: pick([1, 7, 50]),
      }
      const ids = (await found(asked)).map(({ id }) => id)
      expect([asked, ids]).toEqual([asked, expected(asked)])
      some += ids.length > 1 ? 1 : 0
    }
    expect(some).toBeGreaterThan(15)
  })

  it('asks for the model of an outcome or a score', async () => {
    await expect(page({ outcome: 'positive' })).rejects.toMatchObject({ problem: { slug: 'invalid', errors: [{ path: 'outcome' }] } })
    await expect(page({ scoreFrom: 0.5, scoreTo: 1 })).rejects.toMatchObject({ problem: { errors: [{ path: 'scoreFrom' }, { path: 'scoreTo' }] } })
  })
})
