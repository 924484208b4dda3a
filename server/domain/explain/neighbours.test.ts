import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence, recordPredictions } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { explainOperations } from './index.ts'

const quantiles = [0, 10, 25, 50, 75, 90, 100].map((value, i) => ({ q: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99][i], value }))
const AGE = { count: 100, distinct: 100, top: [], numbers: { min: 0, max: 100, sd: 20, quantiles, histogram: { edges: [0, 50, 100], counts: [50, 50] } } }

let database: TestDatabase
let engineer: Actor
let live: Deployed

const tensor = (name: string, data: unknown[]) => ({ name, datatype: 'FP32', shape: [data.length, 1], data })
const predict = async (at: number, ages: number[], entityIds?: string[]): Promise<string> => {
  const [id] = await recordPredictions(database.runtime, live, engineer, [new Date(Date.UTC(2026, 9, 1, at))], {
    rows: ages.length,
    inputs: JSON.stringify([
      tensor('age', ages),
      tensor(
        'city',
        ages.map(() => 'Oslo'),
      ),
    ]),
    outputs: JSON.stringify([
      tensor(
        'p',
        ages.map((age) => age / 100),
      ),
    ]),
    ...(entityIds ? { entityIds } : {}),
  })
  return id
}

beforeAll(async () => {
  database = await openTestDatabase()
  const { runtime } = database
  engineer = await makePerson(runtime, 'ml-engineer', 'lending')
  const approvers = [await makePerson(runtime, 'reviewer', 'risk'), await makePerson(runtime, 'compliance-officer', 'risk')]
  live = await deployed(runtime, engineer, approvers, await readyWithEvidence(runtime, engineer))
  await runtime.db.execute(sql`update model_version set features = '{age,city}', decision = '{"output":"p","threshold":0.5}' where id = ${live.id}`)
})
afterAll(() => database.close())

const compare = (prediction: string, row = 0) => runOperation(database.runtime, explainOperations.comparePrediction, { actor: engineer }, { prediction, row })
const neighbours = (prediction: string, row = 0) => runOperation(database.runtime, explainOperations.listNeighbours, { actor: engineer }, { prediction, row })

describe('a recorded row beside others', () => {
  it('needs something to be held against', async () => {
    const id = await predict(0, [40])
    await runtimeReference(null)
    await expect(compare(id)).rejects.toMatchObject({ problem: { slug: 'not-ready' } })
    await expect(neighbours(id)).rejects.toMatchObject({ problem: { slug: 'not-ready' } })
  })

  it('is placed in the reference, and its nearest among the rows of other predictions and its own come first', async () => {
    await runtimeReference([{ name: 'age', type: 'number', missing: 0, profile: AGE }])
    const batch = await predict(1, [90, 42, 10], ['a', 'b', 'c'])
    const id = await predict(2, [44])
    const { reference, features } = await compare(id)
    expect(reference).toMatchObject({ snapshotId: live.snapshot, rows: 100 })
    expect(features).toMatchObject([
      { feature: 'age', value: 44, reading: 'usual', median: 50, position: 0.44, bins: [50, 50] },
      { feature: 'city', value: 'Oslo', reading: 'unknown', bins: null },
    ])
    expect((await compare(batch, 2)).features[0]).toMatchObject({ value: 10, reading: 'usual' })
    await expect(compare(batch, 3)).rejects.toMatchObject({ problem: { slug: 'not-found' } })
    const found = await neighbours(id)
    expect(found.rows).toBe(4)
    expect(found.items.map(({ predictionId, row }) => [predictionId === batch, row])).toEqual([
      [true, 1],
      [false, 0],
      [true, 2],
      [true, 0],
    ])
    // The quartiles of the reference are 50 apart, and one of two features differs.
    expect(found.items[0]).toMatchObject({ distance: 0.02, entityId: 'b', score: 0.42, positive: false, differsMost: { feature: 'age', value: 42 } })
    expect((await neighbours(batch, 1)).items[0]).toMatchObject({ predictionId: id, distance: 0.02, positive: false })
  })

  it('is not compared where its inputs are not the features', async () => {
    const [id] = await recordPredictions(database.runtime, live, engineer, [new Date()], { inputs: JSON.stringify([tensor('image', [1, 2, 3])]) })
    await expect(compare(id)).rejects.toMatchObject({ problem: { slug: 'not-assessable' } })
  })
})

/** Gives the reference of the version these columns, or takes away what names a reference. */
async function runtimeReference(columns: unknown[] | null): Promise<void> {
  const { db } = database.runtime
  if (columns === null) await db.execute(sql`update model_version set training_snapshot_id = null where id = ${live.id}`)
  else {
    await db.execute(sql`update snapshot set columns = ${JSON.stringify(columns)}::jsonb, rows = 100 where id = ${live.snapshot}`)
    await db.execute(sql`update model_version set training_snapshot_id = ${live.snapshot} where id = ${live.id}`)
  }
}
