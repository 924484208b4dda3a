import { describe, expect, it } from 'vitest'
import { uniform } from '../random-trees.ts'
import { mixRows, scorePlan } from '../sampling/coalition-plan.ts'
import { limeFit } from './lime-fit.ts'
import { limePlan } from './lime-plan.ts'
import { localBins } from './local-bins.ts'
import { solveSymmetric } from './solve-symmetric.ts'
import { surrogateStability } from './surrogate-stability.ts'

const FEATURES = 6
const ROWS = 400
const next = uniform(9)
const baseline = Float64Array.from({ length: ROWS * FEATURES }, () => next() * 4)
const column = (feature: number) => Array.from({ length: ROWS }, (_, row) => baseline[row * FEATURES + feature])
const bins = Array.from({ length: FEATURES }, (_, feature) => localBins(column(feature)))
const row = [3.9, 0.1, 2, 2, 2, 2]
const codes = row.map((value, feature) => bins[feature].codeOf(value))

async function fit(score: (cells: ArrayLike<number>) => number, seed: number, samples = 3000, most = 10) {
  const plan = limePlan(bins, codes, samples, seed)
  const scores = await scorePlan(plan, (choice, count) => {
    // Each value comes from a baseline row of its own.
    const cells = mixRows(choice, count, FEATURES, row, baseline)
    return Float64Array.from({ length: count }, (_, i) => score(cells.subarray(i * FEATURES, (i + 1) * FEATURES)))
  })
  return limeFit(plan, scores, most)
}

describe('LIME', () => {
  it('finds a step of the score at the bins of the row, and that nothing else matters', async () => {
    const isTop = (cells: ArrayLike<number>) => (bins[0].codeOf(cells[0]) === codes[0] ? 1 : 0)
    const isLow = (cells: ArrayLike<number>) => (bins[1].codeOf(cells[1]) === codes[1] ? 1 : 0)
    const { coefficients, intercept, r2 } = await fit((cells) => 2 * isTop(cells) - isLow(cells) + 5, 1)
    expect(coefficients[0]).toBeCloseTo(2, 1)
    expect(coefficients[1]).toBeCloseTo(-1, 1)
    for (const other of coefficients.subarray(2)) expect(Math.abs(other)).toBeLessThan(0.01)
    expect(intercept).toBeCloseTo(5, 1)
    expect(r2).toBeGreaterThan(0.99)
  })

  it('repeats with its seed, differs with another, keeps as many features as asked, and says when a line fits nothing', async () => {
    const noisy = (cells: ArrayLike<number>) => Math.sin(9 * cells[0]) * Math.cos(7 * cells[1]) + 0.3 * cells[2]
    const first = await fit(noisy, 1, 500)
    expect(await fit(noisy, 1, 500)).toEqual(first)
    const fits = [first, await fit(noisy, 2, 500), await fit(noisy, 3, 500)]
    expect(fits[1].coefficients).not.toEqual(first.coefficients)
    expect([...(await fit(noisy, 1, 500, 2)).coefficients].filter((value) => value !== 0)).toHaveLength(2)
    const told = surrogateStability([fits], Float64Array.of(3, 2, 1, 0.5, 0.2, 0.1), 500)
    expect(told).toMatchObject({ rows: 1, seeds: 3, top: 5, unfaithful: 1 })
    expect(told.jaccard).toBeGreaterThan(0)
    expect(told.jaccard).toBeLessThanOrEqual(1)
    const same = surrogateStability([[first, first]], first.coefficients, 500)
    expect(same).toMatchObject({ jaccard: 1, rankDeviation: 0, agreement: 1 })
    expect((await fit(() => 7, 1, 200)).r2).toBe(0)
  })

  it('tells missing values and unknown texts from bins', () => {
    const { codeOf, codes: own } = localBins(['a', 'b', null, 'a'])
    expect([codeOf('a') === own[0], codeOf('z'), codeOf(null), codeOf(Number.NaN)]).toEqual([true, -1, -2, -2])
  })

  it('solves symmetric equations', () => {
    const x = solveSymmetric(Float64Array.of(4, 0, 0, 2, 5, 0, 1, 3, 6), Float64Array.of(9, 21, 25))
    const back = [4 * x[0] + 2 * x[1] + x[2], 2 * x[0] + 5 * x[1] + 3 * x[2], x[0] + 3 * x[1] + 6 * x[2]]
    ;[9, 21, 25].forEach((want, i) => expect(back[i]).toBeCloseTo(want, 12))
  })
})
