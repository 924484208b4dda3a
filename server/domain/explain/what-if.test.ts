import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WhatIfAnswer } from '#server/contracts/serving.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { TREES } from '#testing/inference-worker.ts'
import { liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { explainOperations } from './index.ts'

let database: TestDatabase
let live: LiveModel
let asked: (number | string | null)[][]

beforeAll(async () => {
  database = await openTestDatabase()
  live = await liveModel(database.runtime, TREES)
})
afterAll(() => database.close())

const ask = (row: Record<string, number | string | boolean | null>, version = '1') => {
  asked = []
  const inference = {
    ...database.runtime.inference,
    whatIf: async (_: string, cells: (number | string | null)[]) => {
      asked.push(cells)
      return { output: 0.25 } as WhatIfAnswer
    },
  }
  return runOperation({ ...database.runtime, inference }, explainOperations.whatIf, { actor: live.engineer }, { model: live.model, version, row })
}
const whole = (): Record<string, number | string | boolean | null> => Object.fromEntries(TREES.features.map((feature, i) => [feature, i]))

describe('what-if', () => {
  it('names what is missing, unknown or no number, and asks the worker nothing', async () => {
    const { [TREES.features[0]]: _, ...rest } = whole()
    await expect(ask({ ...rest, [TREES.features[1]]: 'many', colour: 1 })).rejects.toMatchObject({
      problem: { slug: 'invalid', errors: [{ path: 'row.colour' }, { path: `row.${TREES.features[0]}` }, { path: `row.${TREES.features[1]}` }] },
    })
    expect(asked).toEqual([])
  })

  it.each(['Infinity', '-Infinity', '1e999', Infinity])('refuses %s, which is no missing value', async (value) => {
    await expect(ask({ ...whole(), [TREES.features[1]]: value })).rejects.toMatchObject({
      problem: { slug: 'invalid', errors: [{ path: `row.${TREES.features[1]}` }] },
    })
    expect(asked).toEqual([])
  })

  it('gives the worker one cell per feature in order: numbers from text and truth, null for missing', async () => {
    const given = { ...whole(), [TREES.features[1]]: '7.5', [TREES.features[2]]: true, [TREES.features[3]]: null }
    await ask(Object.fromEntries(Object.entries(given).toReversed())).catch(() => undefined)
    expect(asked).toEqual([[0, 7.5, 1, null, ...TREES.features.slice(4).map((_, i) => i + 4)]])
  })

  it('needs a version that passed intake', async () => {
    await runOperation(database.runtime, registryOperations.createVersion, { actor: live.engineer }, { model: live.model, features: TREES.features })
    await expect(ask(whole(), '2')).rejects.toMatchObject({ problem: { slug: 'not-ready' } })
  })
})
