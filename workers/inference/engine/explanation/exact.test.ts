import { describe, expect, it } from 'vitest'
import { prepareBackground } from '#server/kernel/explain/prepare-background.ts'
import { marginsOf } from '#server/kernel/explain/prepared-model.ts'
import { modelOf, randomRows, randomTree, uniform } from '#server/kernel/explain/random-trees.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { rowsOfCells } from '#server/kernel/tensor/feeds.ts'
import { prepareExact } from './exact.ts'
import type { Scorer } from './scorer.ts'

const FEATURES = 5
const next = uniform(21)
const model = modelOf(
  Array.from({ length: 4 }, () => randomTree(next, FEATURES, 5, 0)),
  FEATURES,
)
const explainer = { exact: true, method: 'interventional-tree', space: 'output', spaceText: 'output', model } as const

const cellsOf = (rows: number): FeatureCells => {
  const numbers = randomRows(next, rows, FEATURES)
  return Array.from({ length: FEATURES }, (_, feature) => Float64Array.from({ length: rows }, (_, row) => numbers[row * FEATURES + feature]))
}
const numbersOf = (cells: FeatureCells) =>
  Float64Array.from({ length: rowsOfCells(cells) * FEATURES }, (_, i) => Number(cells[i % FEATURES][Math.floor(i / FEATURES)]))

/** A session that computes the model as it is. */
const scorer: Scorer = {
  features: Array.from({ length: FEATURES }, (_, i) => `f${i}`),
  decision: { output: 'score' },
  isText: () => false,
  typed: (cells) => cells,
  score: async (cells) => marginsOf(model, { numbers: numbersOf(cells) }, rowsOfCells(cells)),
}

async function explained(tableBytes?: number) {
  const prepared = await prepareExact(explainer, scorer, cellsOf(3000), { interactions: true }, tableBytes === undefined ? {} : { tableBytes })
  if (typeof prepared === 'string') throw new Error(prepared)
  return prepared.explain(cellsOf(4))
}

describe('exact explanations of trees', () => {
  it('tell interactions only where tables hold every pair: walking all of them would take seconds a row', async () => {
    expect(await explained()).toMatchObject({ isWalked: false, baselineRows: 3000, interactions: { length: 40 } })
    // Room for what each feature gets, not for every two of them.
    const { bytes } = prepareBackground(model, { numbers: numbersOf(cellsOf(1)) }, 1)
    expect(await explained(bytes)).toMatchObject({ isWalked: false, baselineRows: 3000, interactions: null })
  })

  it('are walked with an evenly spread part of a large baseline where tables do not hold every leaf', async () => {
    expect(await explained(400)).toMatchObject({ isWalked: true, baselineRows: 1000, interactions: null })
  })
})
