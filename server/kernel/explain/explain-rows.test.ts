import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupPlayers } from './additive-model.ts'
import { explainRows } from './explain-rows.ts'
import { prepareBackground } from './prepare-background.ts'
import { BaselineError } from './prepared-model.ts'
import type { PrepareOptions } from './prepared-model.ts'
import { bruteForce, evaluateNested, modelOf, randomRows, randomTree, uniform } from './random-trees.ts'
import type { NestedTree } from './random-trees.ts'

const layouts: [string, PrepareOptions][] = [
  ['tables', {}],
  ['small tables', { blockBits: 3 }],
  ['tables and walk', { tableBytes: 400 }],
  ['walk', { blockBits: 0 }],
]

function worstGap(trees: NestedTree[], features: number, rows: Float64Array, background: Float64Array, options: PrepareOptions) {
  const count = background.length / features
  const n = rows.length / features
  const score = (row: number[]) => trees.reduce((sum, tree) => sum + evaluateNested(tree, row), 0)
  const got = explainRows(prepareBackground(modelOf(trees, features), { numbers: background }, count, options), { numbers: rows }, n)
  let worst = 0
  for (let r = 0; r < n; r++) {
    const row = [...rows.subarray(r * features, (r + 1) * features)]
    const own = got.contributions.subarray(r * features, (r + 1) * features)
    bruteForce(score, row, background, count, features).forEach((want, j) => (worst = Math.max(worst, Math.abs(own[j] - want))))
    const sum = own.reduce((total, part) => total + part, got.baseValue)
    worst = Math.max(worst, Math.abs(sum - score(row)), Math.abs(got.margins[r] - score(row)))
  }
  return worst
}

describe('exact interventional Shapley values of trees', () => {
  it.each(layouts)('equal brute force over all coalitions (%s)', (_, options) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 5 }), (seed, features, depth) => {
        const next = uniform(seed)
        const trees = Array.from({ length: 1 + Math.floor(next() * 4) }, () => randomTree(next, features, depth))
        const background = randomRows(next, 1 + Math.floor(next() * 7), features)
        expect(worstGap(trees, features, randomRows(next, 3, features), background, options)).toBeLessThan(1e-12)
      }),
      { numRuns: 60 },
    )
  })

  it('do not depend on how a tree is computed, at depth 30 with 40 features', () => {
    const next = uniform(7)
    const chain = (depth: number): NestedTree =>
      depth === 0
        ? { leaf: next() }
        : {
            mode: 'BRANCH_GT',
            feature: Math.floor(next() * 40),
            threshold: next() < 0.7 ? 0 : 3,
            missing: false,
            yes: chain(depth - 1),
            no: { leaf: next() },
          }
    const trees = [chain(30), chain(30)]
    const model = modelOf(trees, 40)
    const background = { numbers: randomRows(next, 50, 40) }
    const rows = { numbers: randomRows(next, 20, 40) }
    const walked = explainRows(prepareBackground(model, background, 50, { blockBits: 0 }), rows, 20)
    const mixed = explainRows(prepareBackground(model, background, 50), rows, 20)
    for (let i = 0; i < walked.contributions.length; i++) expect(mixed.contributions[i]).toBeCloseTo(walked.contributions[i], 12)
    for (let r = 0; r < 20; r++) {
      const sum = walked.contributions.subarray(r * 40, r * 40 + 40).reduce((total, part) => total + part, walked.baseValue)
      expect(Math.abs(sum - walked.margins[r])).toBeLessThan(1e-12)
    }
    const sampled = bruteForceOnFew(trees, rows.numbers.subarray(0, 40), background.numbers)
    for (const [feature, want] of sampled) expect(walked.contributions[feature]).toBeCloseTo(want, 12)
  })

  it('give encoded columns of one feature to that feature', () => {
    const next = uniform(11)
    const group = [0, 0, 1, 1, 2]
    const trees = [randomTree(next, 5, 5, 0), randomTree(next, 5, 5, 0)]
    const model = modelOf(trees, 5, group)
    model.columns.forEach((_, j) => expect(model.columns[j].player).toBe(group[j]))
    const decode = (row: ArrayLike<number>) => group.map((player) => row[player])
    const background = randomRows(next, 6, 3)
    const row = randomRows(next, 1, 3)
    const score = (cells: number[]) => trees.reduce((sum, tree) => sum + evaluateNested(tree, decode(cells)), 0)
    const got = explainRows(prepareBackground(model, { numbers: background }, 6), { numbers: row }, 1)
    bruteForce(score, row, background, 6, 3).forEach((want, j) => expect(got.contributions[j]).toBeCloseTo(want, 12))
  })

  it('of groups of features equal brute force over the coalitions of groups', () => {
    const next = uniform(12)
    const groups = [1, 0, 1, 2, 0]
    const trees = [randomTree(next, 5, 5, 0), randomTree(next, 5, 5, 0)]
    const background = randomRows(next, 7, 5)
    const row = randomRows(next, 1, 5)
    const got = explainRows(prepareBackground(groupPlayers(modelOf(trees, 5), groups), { numbers: background }, 7), { numbers: row }, 1)
    // Players choose between the row (1) and the background row (0) for all features of their group.
    const score = (z: number) => (chosen: number[]) =>
      trees.reduce(
        (sum, tree) =>
          sum +
          evaluateNested(
            tree,
            groups.map((group, j) => (chosen[group] === 1 ? row[j] : background[z * 5 + j])),
          ),
        0,
      )
    const want = Array.from({ length: 7 }, (_, z) => bruteForce(score(z), [1, 1, 1], [0, 0, 0], 1, 3))
    for (let group = 0; group < 3; group++)
      expect(got.contributions[group]).toBeCloseTo(
        want.reduce((sum, values) => sum + values[group] / 7, 0),
        12,
      )
    expect(() => groupPlayers(modelOf(trees, 5), [0, 1])).toThrow(RangeError)
  })

  it('refuse a baseline without rows, and one whose missing values a linear term would average', () => {
    const model = { ...modelOf([{ leaf: 1 }], 2), linear: Int32Array.of(0), weights: Float64Array.of(1) }
    expect(() => prepareBackground(model, { numbers: new Float64Array(0) }, 0)).toThrow(BaselineError)
    expect(() => prepareBackground(model, { numbers: Float64Array.of(NaN, 1) }, 1)).toThrow(/feature 0/)
    const prepared = prepareBackground(model, { numbers: Float64Array.of(1, NaN, 3, 5) }, 2)
    const got = explainRows(prepared, { numbers: Float64Array.of(7, 0, NaN, 0) }, 2)
    expect([...got.contributions]).toEqual([5, 0, NaN, 0])
    expect([...got.margins]).toEqual([8, NaN])
    expect(got.baseValue).toBe(3)
  })
})

/** Only features on which the row and some background row differ can contribute: enumerate those that the trees read. */
function bruteForceOnFew(trees: NestedTree[], row: Float64Array, background: Float64Array): Map<number, number> {
  const result = new Map<number, number>()
  const count = background.length / 40
  for (let z = 0; z < count; z++) {
    const other = background.subarray(z * 40, z * 40 + 40)
    for (const tree of trees) {
      const read = featuresReached(tree, row, other)
      const score = (cells: number[]) =>
        evaluateNested(
          tree,
          Array.from(row, (_, j) => (read.includes(j) ? cells[read.indexOf(j)] : row[j])),
        )
      const pick = (cells: Float64Array) => Float64Array.from(read, (j) => cells[j])
      bruteForce(score, pick(row), pick(other), 1, read.length).forEach((value, i) => result.set(read[i], (result.get(read[i]) ?? 0) + value / count))
    }
  }
  return result
}

/** Features read on any path that mixes of the two rows can take. */
function featuresReached(tree: NestedTree, a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  const found = new Set<number>()
  const visit = (node: NestedTree): void => {
    if ('leaf' in node) return
    found.add(node.feature)
    const ways = [a, b].map((row) => evaluateNested({ ...node, yes: { leaf: 1 }, no: { leaf: 0 } }, row) === 1)
    if (ways.includes(true)) visit(node.yes)
    if (ways.includes(false)) visit(node.no)
  }
  visit(tree)
  return [...found]
}
