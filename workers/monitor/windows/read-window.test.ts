import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence, recordPredictions } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { partsOf } from './draw-rows.ts'
import { readWindow, WINDOW_LIMITS } from './read-window.ts'

const MINUTE = 60_000
const FROM = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 86_400_000
const FEATURES = ['age', 'job']
const SIGNATURE = {
  inputs: [
    { name: 'age', datatype: 'FP32', shape: [-1, 1] },
    { name: 'job', datatype: 'BYTES', shape: [-1, 1] },
  ],
  outputs: [{ name: 'p', datatype: 'FP32', shape: [-1, 4] }],
}
/** Rows of each prediction, in the order of their events. */
const SIZES = [3, 1, 5, 2, 4, 1, 1, 3, 10, 2]
const TOTAL = SIZES.reduce((sum, size) => sum + size, 0)

let database: TestDatabase
let engineer: Actor
let of: Deployed
const ids: string[] = []

const tensor = (name: string, datatype: string, width: number, data: unknown[]) => ({ name, datatype, shape: [data.length / width, width], data })
const ageOf = (prediction: number, row: number): number => prediction * 100 + row

beforeAll(async () => {
  database = await openTestDatabase()
  const { runtime } = database
  engineer = await makePerson(runtime, 'ml-engineer', 'lending')
  const approvers = [await makePerson(runtime, 'reviewer', 'risk'), await makePerson(runtime, 'compliance-officer', 'risk')]
  of = await deployed(runtime, engineer, approvers, await readyWithEvidence(runtime, engineer))
  for (const [i, rows] of SIZES.entries()) {
    const each = Array.from({ length: rows }, (_, row) => row)
    const inputs = [
      tensor(
        'age',
        'FP32',
        1,
        each.map((row) => ageOf(i, row)),
      ),
      tensor(
        'job',
        'BYTES',
        1,
        each.map((row) => `job ${i} ${row}`),
      ),
    ]
    const outputs = [
      tensor(
        'p',
        'FP32',
        4,
        each.flatMap((row) => [0, 1, 2, 3].map((k) => ageOf(i, row) + k / 10)),
      ),
    ]
    const recorded = { rows, inputs: JSON.stringify(inputs), outputs: JSON.stringify(i === 0 ? [] : outputs), eventTime: new Date(FROM + i * MINUTE) }
    ids.push(...(await recordPredictions(runtime, of, engineer, [new Date()], recorded)))
  }
  await runOperation(
    runtime,
    servingOperations.recordLabels,
    { actor: engineer },
    {
      model: of.model,
      labels: [{ predictionId: ids[8], row: 4, label: 1, observedAt: new Date(FROM + 60 * MINUTE).toISOString(), attributes: { sex: 'female' } }],
    },
  )
})
afterAll(() => database.close())

const read = (limits: Partial<typeof WINDOW_LIMITS> = {}, decision: { output: string; class?: number } = { output: 'p', class: 1 }) =>
  readWindow(
    database.runtime.db,
    {
      deploymentId: of.deploymentId,
      from: new Date(FROM),
      to: new Date(FROM + 86_400_000),
      signature: SIGNATURE,
      features: FEATURES,
      decision,
      attributes: ['sex'],
      labelLagMs: 5 * MINUTE,
      now: new Date(FROM + 8 * MINUTE),
    },
    { ...WINDOW_LIMITS, ...limits },
  )

/** The rows that a sample of so many has, drawn over all rows in the order of events. */
function drawn(wanted: number): [prediction: number, row: number][] {
  const random = seededRandom(Math.floor(FROM / 1000))
  const all = SIZES.flatMap((size, i) => Array.from({ length: size }, (_, row): [number, number] => [i, row]))
  const taken: [number, number][] = []
  for (const [passed, one] of all.entries()) if (random.uniform() * (TOTAL - passed) < wanted - taken.length) taken.push(one)
  return taken
}
const agesOf = (rows: Awaited<ReturnType<typeof read>>): number[] => (rows.columns[0].kind === 'numeric' ? [...rows.columns[0].values] : [])

describe('the rows of a window', () => {
  it('are all of them in the order of events, with the newest labels', async () => {
    const rows = await read()
    expect(rows).toMatchObject({
      seen: { rows: TOTAL, labels: 1 },
      measured: TOTAL,
      seed: null,
      mature: SIZES.slice(0, 4).reduce((sum, size) => sum + size, 0),
    })
    expect(agesOf(rows)).toEqual(SIZES.flatMap((size, i) => Array.from({ length: size }, (_, row) => ageOf(i, row))))
    const at = SIZES.slice(0, 8).reduce((sum, size) => sum + size, 0) + 4
    expect(rows.truth.map((label, i) => (label === null ? [] : [i, label])).flat()).toEqual([at, '1'])
    expect(rows.attributes.sex[at]).toBe('female')
    // The first prediction was not asked for the deciding output.
    expect([...rows.scored.scores].slice(0, 4)).toEqual([NaN, NaN, NaN, 100.1])
    expect(rows.scored.width).toBe(1)
  })

  it.each([1, 2, 7, 20, TOTAL - 1])('are a sample of %i with the seed, read in parts of any size', async (wanted) => {
    const rows = await read({ rows: wanted })
    const picked = drawn(wanted)
    expect(rows).toMatchObject({ measured: wanted, seed: Math.floor(FROM / 1000), seen: { rows: TOTAL } })
    expect(agesOf(rows)).toEqual(picked.map(([i, row]) => ageOf(i, row)))
    const hash = createHash('sha256')
    for (const [i, id] of ids.entries()) {
      const own = picked.flatMap(([prediction, row]) => (prediction === i ? [row] : []))
      const label = { row: 4, label: '1', attributes: { sex: 'female' }, observed: (FROM + 60 * MINUTE) / 1000 }
      if (own.length > 0) hash.update(`${id} ${own.join(' ')}\n${i === 8 && own.includes(4) ? JSON.stringify(label) : ''}\n`)
    }
    expect(rows.digest).toBe(`sha256:${hash.digest('hex')}`)
    expect(await read({ rows: wanted, bytes: 1 })).toEqual(rows)
    expect(await read({ rows: wanted, predictions: 2 })).toEqual(rows)
  })

  it('are fewer where each has many scores, and where one decides it alone counts', async () => {
    // Two features, four scores: five numbers a row instead of two.
    expect(await read({ cells: 50 }, { output: 'p' })).toMatchObject({ measured: 10, scored: { width: 4 } })
    expect(await read({ cells: 50 })).toMatchObject({ measured: 25, scored: { width: 1 } })
    expect(await read({ cells: 1 })).toMatchObject({ measured: 1 })
  })

  it('are not held where their texts are too long', async () => {
    await expect(read({ characters: 100 })).rejects.toMatchObject({ problem: { code: 'resource-limit' } })
    await expect(read({ characters: 100, rows: 3 })).resolves.toMatchObject({ measured: 3 })
  })
})

it('predictions are read in parts of so many and so many bytes, a longer one by itself', () => {
  const all = [10, 10, 50, 10, 10, 10].map((bytes, i) => ({ id: String(i), picked: [0], bytes }))
  const parts = (predictions: number, bytes: number) => [...partsOf(all, { predictions, bytes })].map((part) => part.map(({ id }) => id).join(''))
  expect(parts(100, 1000)).toEqual(['012345'])
  expect(parts(2, 1000)).toEqual(['01', '23', '45'])
  expect(parts(100, 20)).toEqual(['01', '2', '34', '5'])
  expect(parts(100, 1)).toEqual(['0', '1', '2', '3', '4', '5'])
})
