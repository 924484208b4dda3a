import { describe, expect, it } from 'vitest'
import { pairIndex } from '../ensemble/leaf-credit.ts'
import { bruteForce, bruteForcePair, evaluateNested, randomRows, randomTree, uniform } from '../random-trees.ts'
import { mixRows, scorePlan } from './coalition-plan.ts'
import { enumeratedContributions, enumeratedInteractions, enumeratedShapleyPlan } from './enumerated-shapley.ts'
import { randomBelow, randomIntegers } from './random-order.ts'
import { sampledContributions, sampledShapley, sampledShapleyPlan } from './sampled-shapley.ts'

const FEATURES = 6
const BACKGROUND = 9

function game(seed: number) {
  const next = uniform(seed)
  const trees = Array.from({ length: 5 }, () => randomTree(next, FEATURES, 4, 0))
  const score = (row: ArrayLike<number>) => Math.tanh(trees.reduce((sum, tree) => sum + evaluateNested(tree, row), 0))
  const row = randomRows(next, 1, FEATURES)
  const background = randomRows(next, BACKGROUND, FEATURES)
  const batch = (rows: Float64Array, count: number) => Float64Array.from({ length: count }, (_, i) => score(rows.subarray(i * FEATURES, (i + 1) * FEATURES)))
  return { score, row, background, batch }
}

describe('sampled Shapley values', () => {
  it('add up to the score whatever the number of permutations, and repeat with the seed', async () => {
    const { row, background, batch, score } = game(1)
    for (const permutations of [2, 5, 9, 40]) {
      const options = { score: batch, row, background, features: FEATURES, permutations, seed: 42, batchRows: 7 }
      const got = await sampledShapley(options)
      expect(got.contributions.reduce((sum, value) => sum + value, got.baseValue)).toBeCloseTo(score(row), 12)
      expect(got.baseValue).toBeCloseTo([...batch(background, BACKGROUND)].reduce((a, b) => a + b) / BACKGROUND, 12)
      expect(await sampledShapley(options)).toEqual(got)
      expect((await sampledShapley({ ...options, seed: 43 })).contributions).not.toEqual(got.contributions)
    }
  })

  it('come close to brute force, within intervals that hold about 95 % of the time', async () => {
    let inside = 0
    let all = 0
    for (let seed = 0; seed < 40; seed++) {
      const { row, background, batch, score } = game(seed)
      const want = bruteForce(score, row, background, BACKGROUND, FEATURES)
      const got = await sampledShapley({ score: batch, row, background, features: FEATURES, permutations: 45, seed })
      want.forEach((value, i) => {
        expect(Math.abs(got.contributions[i] - value)).toBeLessThan(6 * got.standardErrors[i] + 1e-9)
        if (got.standardErrors[i] === 0) return
        all++
        if (value >= got.lower[i] && value <= got.upper[i]) inside++
      })
    }
    expect(inside / all).toBeGreaterThan(0.93)
  })

  it('have no error for an additive score once every background row was used', async () => {
    const { row, background } = game(3)
    const [clean, other] = [row, background].map((rows) => rows.map((x) => (Number.isNaN(x) ? 2 : x)))
    const score = (rows: Float64Array, count: number) =>
      Float64Array.from({ length: count }, (_, i) => [3, -1, 0, 0.5, 2, 1].reduce((sum, w, j) => sum + w * rows[i * FEATURES + j], 0))
    const got = await sampledShapley({ score, row: clean, background: other, features: FEATURES, permutations: BACKGROUND, seed: 5 })
    const means = Array.from({ length: FEATURES }, (_, j) => other.filter((_, i) => i % FEATURES === j).reduce((a, b) => a + b) / BACKGROUND)
    ;[3, -1, 0, 0.5, 2, 1].forEach((w, j) => expect(got.contributions[j]).toBeCloseTo(w * (clean[j] - means[j]), 10))
  })

  it('plan players of any type: a player may stand for several columns', async () => {
    const plan = sampledShapleyPlan({ players: 2, background: 3, permutations: 6, seed: 1 })
    const row = ['a', 'b', 'c']
    const background = [
      ['x', 'y', 'z'],
      ['a', 'y', 'c'],
      ['a', 'b', 'z'],
    ]
    const players = [0, 1, 1]
    const score = (cells: string[]) => (cells.join('') === 'abc' ? 1 : cells[0] === 'a' ? 0.25 : 0)
    const scores = await scorePlan(plan, (choice, count) =>
      Float64Array.from({ length: count }, (_, i) =>
        score(row.map((cell, j) => (choice[i * 2 + players[j]] === -1 ? cell : background[choice[i * 2 + players[j]]][j]))),
      ),
    )
    const got = sampledContributions(plan, scores, 1, Float64Array.from(background, score))
    expect(got.contributions[0] + got.contributions[1] + got.baseValue).toBeCloseTo(1, 12)
    expect(got.contributions[1]).toBeGreaterThan(got.contributions[0])
  })

  it('need no score beyond the row and its baseline for one player', () => {
    const plan = sampledShapleyPlan({ players: 1, background: 2, permutations: 2, seed: 1 })
    expect(plan.evaluations).toBe(0)
    expect([...sampledContributions(plan, new Float64Array(0), 5, Float64Array.of(1, 2)).contributions]).toEqual([3.5])
  })

  it('refuse plans that cannot be drawn', () => {
    expect(() => sampledShapleyPlan({ players: 0, background: 1, permutations: 2, seed: 1 })).toThrow(/players is 0/)
    expect(() => sampledShapleyPlan({ players: 2, background: 0, permutations: 2, seed: 1 })).toThrow(/background is 0/)
    expect(() => sampledShapleyPlan({ players: 2, background: 1, permutations: 1, seed: 1 })).toThrow(/permutations is 1/)
  })

  it('draw integers evenly', () => {
    const next = randomIntegers(9)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[randomBelow(next, 7)]++
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })
})

describe('enumerated Shapley values', () => {
  it('equal brute force', async () => {
    const { row, background, batch, score } = game(8)
    const plan = enumeratedShapleyPlan(FEATURES, BACKGROUND)
    const scores = await scorePlan(plan, (choice, n) => batch(mixRows(choice, n, FEATURES, row, background), n), 100)
    const [rowScore] = batch(row, 1)
    const got = enumeratedContributions(plan, scores, rowScore, batch(background, BACKGROUND))
    bruteForce(score, row, background, BACKGROUND, FEATURES).forEach((want, i) => expect(got.contributions[i]).toBeCloseTo(want, 12))
    expect([...got.standardErrors]).toEqual([0, 0, 0, 0, 0, 0])
    const pairs = enumeratedInteractions(plan, scores, rowScore, batch(background, BACKGROUND))
    for (const [i, j] of [
      [0, 1],
      [2, 5],
      [3, 4],
    ] as const)
      expect(pairs[pairIndex(i, j)]).toBeCloseTo(bruteForcePair(score, row, background, BACKGROUND, FEATURES, [i, j]), 12)
  })

  it('are refused where they are out of reach, and a scorer that loses rows is named', async () => {
    expect(() => enumeratedShapleyPlan(17, 1)).toThrow(/1 to 16/)
    await expect(scorePlan(enumeratedShapleyPlan(3, 2), () => new Float64Array(1))).rejects.toThrow(/1 scores for 12 rows/)
  })
})
