import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../numbers/random.ts'
import { andersonDarlingTablePValue, andersonDarlingTest } from './anderson-darling-test.ts'
import { cramersV, goodnessOfFit, gTest, yatesTest } from './contingency-tests.ts'
import { cramerVonMisesExact, cramerVonMisesTest, cramerVonMisesU } from './cramer-von-mises-test.ts'
import { leveneTest } from './levene-test.ts'
import { mannWhitneyExact, mannWhitneyTest } from './mann-whitney-test.ts'
import { maximumMeanDiscrepancy, medianDistance } from './maximum-mean-discrepancy.ts'
import { studentTest, welchTest, zTest } from './mean-tests.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

const sorted = (values: Iterable<number>): Float64Array => Float64Array.from(values).sort()
const normals = (seed: number, count: number, shift = 0, scale = 1): Float64Array => {
  const random = seededRandom(seed)
  return sorted(Array.from({ length: count }, () => shift + scale * random.normal()))
}

/** Every way to choose which n of the ranks 1 … n + m are the first sample's. */
function* splits(n: number, m: number, rank = 1, first: number[] = [], second: number[] = []): Generator<[Float64Array, Float64Array]> {
  if (first.length === n && second.length === m) yield [sorted(first), sorted(second)]
  if (first.length < n) yield* splits(n, m, rank + 1, [...first, rank], second)
  if (second.length < m) yield* splits(n, m, rank + 1, first, [...second, rank])
}

describe('exact laws', () => {
  it.each([
    [1, 4],
    [3, 3],
    [4, 6],
    [5, 4],
  ])('count all orders of %i and %i values', (n, m) => {
    const all = [...splits(n, m)]
    const share = (reaches: (pair: [Float64Array, Float64Array]) => boolean): number => all.filter(reaches).length / all.length
    for (const [first, second] of all) {
      const u = mannWhitneyTest(first, second).statistic
      const far = Math.max(u, n * m - u)
      expect(mannWhitneyExact(n, m, u)).toBeCloseTo(Math.min(1, 2 * share((pair) => mannWhitneyTest(...pair).statistic >= far)), 12)
      const criterion = cramerVonMisesU(first, second)
      expect(cramerVonMisesExact(n, m, criterion)).toBeCloseTo(
        share((pair) => cramerVonMisesU(...pair) >= criterion),
        12,
      )
    }
  })

  it('are what the limit laws approach', () => {
    const [first, second] = [normals(1, 15), normals(2, 14, 0.6)]
    const limit = cramerVonMisesTest(first, second)
    expect(Math.abs(limit.pValue / cramerVonMisesExact(15, 14, cramerVonMisesU(first, second)) - 1)).toBeLessThan(0.1)
    const byNormal = mannWhitneyTest(first, second)
    expect(Math.abs(byNormal.pValue / mannWhitneyExact(15, 14, byNormal.statistic) - 1)).toBeLessThan(0.1)
  })
})

const RANK_TESTS: Record<string, (first: Float64Array, second: Float64Array) => TwoSampleTest> = {
  cramerVonMises: cramerVonMisesTest,
  andersonDarling: andersonDarlingTest,
  mannWhitney: (first, second) => mannWhitneyTest(first, second),
}
const TESTS: typeof RANK_TESTS = { ...RANK_TESTS, welch: welchTest, student: studentTest, z: zTest, levene: leveneTest }

describe('every test of two samples', () => {
  it.each(Object.entries(TESTS))('%s: is the same whichever sample comes first, and stays within [0, 1]', (_, test) => {
    const sample = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 12 }).map(sorted)
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const [one, other] = [test(first, second), test(second, first)]
        if ('undefined' in one || 'undefined' in other) expect(one).toEqual(other)
        else {
          expect(one.pValue).toBeCloseTo(other.pValue, 10)
          expect(one.pValue).toBeGreaterThanOrEqual(0)
          expect(one.pValue).toBeLessThanOrEqual(1)
          expect(Number.isFinite(one.statistic)).toBe(true)
        }
      }),
    )
  })

  it.each(Object.entries(RANK_TESTS))('%s: sees nothing but the order of the values', (_, test) => {
    const [first, second] = [normals(3, 40), normals(4, 50, 0.3)]
    expect(test(first.map(Math.exp), second.map(Math.exp))).toEqual(test(first, second))
  })

  it.each(Object.entries(TESTS))('%s: has the false alarms it states', (_, test) => {
    let alarms = 0
    for (let replicate = 0; replicate < 400; replicate++) {
      const found = test(normals(1000 + replicate, 60), normals(5000 + replicate, 40))
      if ('pValue' in found && found.pValue <= 0.05) alarms++
    }
    // 20 are expected; fewer than 8 or more than 34 have probability 0.002.
    expect(alarms).toBeGreaterThanOrEqual(8)
    expect(alarms).toBeLessThanOrEqual(34)
  })
})

describe('tests of means', () => {
  it('keep their digits where the values dwarf their spread, and where squares overflow or vanish', () => {
    const [first, second] = [
      [0, 1, 2, 4],
      [3, 5, 5, 6, 9],
    ]
    const want = welchTest(sorted(first), sorted(second))
    if ('undefined' in want) throw new Error(want.undefined)
    for (const place of [(x: number) => 2 ** 52 + x, (x: number) => x * 2 ** -1060, (x: number) => x * 2 ** 1000, (x: number) => 1e9 + x * 2 ** -22]) {
      const got = welchTest(sorted(first.map(place)), sorted(second.map(place)))
      expect(got).toMatchObject({
        statistic: expect.closeTo(want.statistic, 12) as number,
        pValue: expect.closeTo(want.pValue, 12) as number,
        degreesOfFreedom: expect.closeTo(want.degreesOfFreedom, 10) as number,
      })
    }
  })

  it('say why they have no answer', () => {
    const constant = Float64Array.of(2, 2, 2)
    expect(welchTest(Float64Array.of(1), constant)).toEqual({ undefined: 'too-few-rows' })
    expect(studentTest(constant, Float64Array.of(3, 3))).toEqual({ undefined: 'no-variation' })
    expect(leveneTest(constant, constant)).toEqual({ undefined: 'no-variation' })
    expect(andersonDarlingTest(constant, constant)).toEqual({ undefined: 'no-variation' })
    expect(mannWhitneyTest(constant, constant)).toMatchObject({ statistic: 4.5, pValue: 1, z: null })
  })
})

describe('Anderson-Darling', () => {
  it('has a p-value near the table where that reaches, and goes on beyond it', () => {
    let compared = 0
    for (let shift = 0; shift < 0.4; shift += 0.01) {
      const found = andersonDarlingTest(normals(1, 200), normals(2, 210, shift))
      if ('undefined' in found) throw new Error(found.undefined)
      const table = andersonDarlingTablePValue(found.statistic)
      if (table === 0.25 || table === 0.001) continue
      compared++
      // The table is a fit to within a few percent.
      expect(Math.abs(found.pValue / table - 1)).toBeLessThan(0.05)
    }
    expect(compared).toBeGreaterThan(8)
    expect([0.325, 1.226, 1.961, 2.72, 3.752, 4.592].map((statistic) => Number(andersonDarlingTablePValue(statistic).toFixed(3)))).toEqual([
      0.25, 0.102, 0.051, 0.025, 0.01, 0.005,
    ])
    const far = andersonDarlingTest(normals(1, 300), normals(2, 300, 1))
    expect('pValue' in far && far.pValue < 1e-15 && far.pValue > 0).toBe(true)
  })
})

describe('tests of counts', () => {
  it('G is near χ², Yates is smaller, V is 1 for separate categories', () => {
    expect(gTest([50, 50], [50, 50])).toEqual({ statistic: 0, pValue: 1, degreesOfFreedom: 1 })
    expect(gTest([10 ** 8, 10 ** 8], [10 ** 8 + 5000, 10 ** 8 - 5000]).statistic).toBeCloseTo(0.25, 8)
    expect(yatesTest([12, 5], [7, 9]).statistic).toBeLessThan(2.5)
    expect(cramersV(20, [10, 0], [0, 10])).toMatchObject({ value: 1 })
    expect(cramersV(0, [10], [5])).toEqual({ undefined: 'no-variation' })
  })

  it('goodness of fit has no answer for a new category', () => {
    expect(goodnessOfFit([5, 5, 0], [4, 5, 1])).toEqual({ undefined: 'new-category' })
    expect(goodnessOfFit([50, 50], [60, 40])).toMatchObject({ statistic: 4 })
  })
})

describe('maximum mean discrepancy', () => {
  it('is about 0 for one distribution and grows with the shift', () => {
    const [first, same, moved] = [normals(1, 200), normals(2, 200), normals(3, 200, 1)]
    expect(Math.abs(maximumMeanDiscrepancy(first, same, medianDistance(first, same)))).toBeLessThan(0.02)
    expect(maximumMeanDiscrepancy(first, moved, medianDistance(first, moved))).toBeGreaterThan(0.1)
    expect(medianDistance(Float64Array.of(1, 1), Float64Array.of(1, 1))).toBe(1)
  })
})
