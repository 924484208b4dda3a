import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainRows } from './explain-rows.ts'
import { preparePathDependent } from './prepare-path-dependent.ts'
import { BaselineError } from './prepared-model.ts'
import type { PrepareOptions } from './prepared-model.ts'
import { evaluateNested, modelOf, randomRows, randomTree, shapleyOf, uniform } from './random-trees.ts'
import type { NestedTree } from './random-trees.ts'

const layouts: [string, PrepareOptions][] = [
  ['tables', {}],
  ['small tables', { blockBits: 3 }],
  ['tables and walk', { tableBytes: 400 }],
  ['walk', { blockBits: 0 }],
]

const goesYes = (node: Exclude<NestedTree, { leaf: number }>, row: ArrayLike<number>): boolean =>
  evaluateNested({ ...node, yes: { leaf: 1 }, no: { leaf: 0 } }, row) === 1

/** The tree's value where the features of `coalition` are the row's and the others part as the training rows do. */
function expected(tree: NestedTree, row: ArrayLike<number>, coalition: number, training: readonly ArrayLike<number>[]): number {
  if ('leaf' in tree) return tree.leaf
  if ((coalition >> tree.feature) & 1) return expected(goesYes(tree, row) ? tree.yes : tree.no, row, coalition, pick(tree, training, goesYes(tree, row)))
  const [yes, no] = [pick(tree, training, true), pick(tree, training, false)]
  const share = training.length === 0 ? 0.5 : yes.length / training.length
  return share * expected(tree.yes, row, coalition, yes) + (1 - share) * expected(tree.no, row, coalition, no)
}
const pick = (node: Exclude<NestedTree, { leaf: number }>, rows: readonly ArrayLike<number>[], way: boolean) => rows.filter((row) => goesYes(node, row) === way)

describe('exact path-dependent Shapley values of trees', () => {
  it.each(layouts)('equal brute force over all coalitions, with covers of the rows given (%s)', (_, options) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 }), (seed, features, depth) => {
        const next = uniform(seed)
        const trees = Array.from({ length: 1 + Math.floor(next() * 3) }, () => randomTree(next, features, depth))
        const count = 1 + Math.floor(next() * 12)
        const numbers = randomRows(next, count, features)
        const training = Array.from({ length: count }, (_, i) => numbers.subarray(i * features, (i + 1) * features))
        const rows = randomRows(next, 3, features)
        const prepared = preparePathDependent(modelOf(trees, features), { numbers }, count, options)
        const got = explainRows(prepared, { numbers: rows }, 3)
        for (let r = 0; r < 3; r++) {
          const row = rows.subarray(r * features, (r + 1) * features)
          const value = Array.from({ length: 2 ** features }, (_, coalition) => trees.reduce((sum, tree) => sum + expected(tree, row, coalition, training), 0))
          shapleyOf(value, features).forEach((want, j) => expect(Math.abs(got.contributions[r * features + j] - want)).toBeLessThan(1e-12))
          const sum = got.contributions.subarray(r * features, (r + 1) * features).reduce((total, part) => total + part, got.baseValue)
          expect(Math.abs(sum - got.margins[r])).toBeLessThan(1e-12)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('add up at depth 60 with 40 features, where an unwinding recursion loses all digits', () => {
    const next = uniform(5)
    const chain = (depth: number): NestedTree =>
      depth === 0
        ? { leaf: next() }
        : {
            mode: 'BRANCH_GT',
            feature: Math.floor(next() * 40),
            threshold: next() < 0.5 ? 0 : 3,
            missing: false,
            yes: chain(depth - 1),
            no: { leaf: next() },
          }
    const model = modelOf([chain(60), chain(60)], 40)
    const prepared = preparePathDependent(model, { numbers: randomRows(next, 400, 40) }, 400)
    expect(prepared.leavesWithoutRows).toBeGreaterThan(0)
    const got = explainRows(prepared, { numbers: randomRows(next, 30, 40) }, 30)
    for (let r = 0; r < 30; r++) {
      const sum = got.contributions.subarray(r * 40, r * 40 + 40).reduce((total, value) => total + value, got.baseValue)
      expect(Math.abs(sum - got.margins[r])).toBeLessThan(1e-12)
    }
  })

  it('refuse training rows that are none', () => {
    expect(() => preparePathDependent(modelOf([{ leaf: 1 }], 1), { numbers: new Float64Array(0) }, 0)).toThrow(BaselineError)
  })
})
