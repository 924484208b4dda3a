import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairIndex } from './ensemble/leaf-credit.ts'
import { explainInteractions, explainRows } from './explain-rows.ts'
import { prepareBackground, prepareInteractions } from './prepare-background.ts'
import type { PrepareOptions } from './prepared-model.ts'
import { bruteForcePair, evaluateNested, modelOf, randomRows, randomTree, uniform } from './random-trees.ts'

const layouts: [string, PrepareOptions][] = [
  ['tables', {}],
  ['small tables', { blockBits: 3 }],
  ['tables and walk', { tableBytes: 900 }],
  ['walk', { blockBits: 0 }],
]

describe('exact interventional Shapley interactions of trees', () => {
  it.each(layouts)('equal brute force over all coalitions (%s)', (_, options) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 5 }), (seed, features, depth) => {
        const next = uniform(seed)
        const trees = Array.from({ length: 1 + Math.floor(next() * 3) }, () => randomTree(next, features, depth))
        const count = 1 + Math.floor(next() * 6)
        const background = randomRows(next, count, features)
        const rows = randomRows(next, 2, features)
        const score = (row: number[]) => trees.reduce((sum, tree) => sum + evaluateNested(tree, row), 0)
        const prepared = prepareInteractions(modelOf(trees, features), { numbers: background }, count, options)
        const got = explainInteractions(prepared, { numbers: rows }, 2)
        for (let r = 0; r < 2; r++) {
          const row = rows.subarray(r * features, (r + 1) * features)
          for (let j = 1; j < features; j++) {
            for (let i = 0; i < j; i++) {
              const want = bruteForcePair(score, row, background, count, features, [i, j])
              expect(Math.abs(got[r * prepared.targets + pairIndex(i, j)] - want)).toBeLessThan(1e-12)
            }
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('are all of the contributions of a product of two features, less what each has alone', () => {
    const next = uniform(3)
    const trees = [randomTree(next, 2, 2, 0)]
    const background = { numbers: randomRows(next, 40, 2) }
    const rows = { numbers: randomRows(next, 10, 2) }
    const model = modelOf(trees, 2)
    const values = explainRows(prepareBackground(model, background, 40), rows, 10)
    const pairs = explainInteractions(prepareInteractions(model, background, 40), rows, 10)
    const score = (row: number[]) => evaluateNested(trees[0], row)
    const mean = (mix: (z: number) => number[]) => Array.from({ length: 40 }, (_, z) => score(mix(z))).reduce((a, b) => a + b) / 40
    for (let r = 0; r < 10; r++) {
      const alone = mean((z) => [rows.numbers[r * 2], background.numbers[z * 2 + 1]]) - values.baseValue
      expect(values.contributions[r * 2] - pairs[r] / 2).toBeCloseTo(alone, 12)
    }
  })
})
