import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { ksExactPValue } from './ks-exact.ts'
import { ksOneSampleSf } from './ks-one-sample.ts'
import { ksTest } from './ks-test.ts'
import { robustScale } from './robust-scale.ts'
import { sortedDistances } from './sorted-distances.ts'

const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 12 }).map((list) => Float64Array.from(list).sort())
const wasserstein = (first: Float64Array, second: Float64Array): number => sortedDistances(first, second).wasserstein
const share = (sorted: Float64Array, limit: number): number => sorted.filter((value) => value <= limit).length / sorted.length

/** Share of all orders of n and m values, by listing them, whose distance is at least gap/(n·m). */
function listedPValue(n: number, m: number, gap: number): number {
  let [all, reached] = [0, 0]
  const walk = (i: number, j: number, touched: boolean): void => {
    const now = touched || Math.abs(i * m - j * n) >= gap
    if (i === n && j === m) {
      all++
      reached += now ? 1 : 0
      return
    }
    if (i < n) walk(i + 1, j, now)
    if (j < m) walk(i, j + 1, now)
  }
  walk(0, 0, false)
  return reached / all
}

describe('two-sample Kolmogorov-Smirnov', () => {
  it('is the widest gap between the distribution functions, tie for tie', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const want = Math.max(...[...first, ...second].map((at) => Math.abs(share(first, at) - share(second, at))))
        const got = sortedDistances(first, second).ks
        expect(got.statistic).toBeCloseTo(want, 14)
        expect(got.gap).toBe(Math.round(want * first.length * second.length))
        expect(sortedDistances(second, first).ks.statistic).toBe(got.statistic)
      }),
    )
  })

  it('counts lattice paths exactly', () => {
    for (const [n, m] of [
      [1, 1],
      [2, 5],
      [4, 4],
      [6, 5],
      [7, 3],
    ])
      for (let gap = 0; gap <= n * m; gap++) expect(ksExactPValue(n, m, gap)).toBeCloseTo(listedPValue(n, m, gap), 13)
  })

  it('keeps tiny probabilities: complete separation has p = 2/C(n+m, n)', () => {
    let ways = 1
    for (let k = 1; k <= 300; k++) ways *= (300 + k) / k
    expect(ksExactPValue(300, 300, 300 * 300) / (2 / ways)).toBeCloseTo(1, 10)
  })

  it('agrees with the asymptotic law where both are known', () => {
    for (const d of [0.02, 0.03, 0.05]) {
      const exact = ksExactPValue(5000, 4999, Math.round(d * 5000 * 4999))
      expect(Math.abs(ksOneSampleSf(2500, d) / exact - 1)).toBeLessThan(0.02)
    }
  })

  it('falls with the distance and stays within [0, 1], across the seams of the methods', { timeout: 60_000 }, () => {
    for (const n of [1, 2, 10, 140, 141, 500, 20_000]) {
      let last = 1
      for (let step = 1; step < 400; step++) {
        const p = ksOneSampleSf(n, (step / 400) ** 2)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(last * (1 + 1e-6) + 1e-12)
        last = p
      }
    }
  })

  it('is quick and sure on a million rows a side', { timeout: 60_000 }, () => {
    const random = seededRandom(3)
    const [first, second] = [0, 0.005].map((shift) => Float64Array.from({ length: 1_000_000 }, () => random.normal() + shift).sort())
    const got = ksTest(first, second)
    expect(got.method).toBe('asymptotic')
    expect(got.pValue).toBeLessThan(0.05)
    expect(ksTest(first, first.slice())).toMatchObject({ statistic: 0, pValue: 1 })
  })
})

describe('Wasserstein distance', () => {
  it('is the shift of a shifted sample, scales with it and is 0 only for equal samples', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -9, max: 9 }), (sample, shift) => {
        expect(
          wasserstein(
            sample,
            sample.map((value) => value + shift),
          ),
        ).toBeCloseTo(Math.abs(shift), 12)
        expect(wasserstein(sample, Float64Array.from([...sample, ...sample]).sort())).toBeCloseTo(0, 12)
      }),
    )
  })
})

describe('distances between two samples', () => {
  it('are the integrals and one-sided gaps of the distribution functions', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const got = sortedDistances(first, second)
        const all = [...first, ...second].sort((a, b) => a - b)
        let [area, square] = [0, 0]
        for (let k = 1; k < all.length; k++) {
          const height = share(first, all[k - 1]) - share(second, all[k - 1])
          area += Math.abs(height) * (all[k] - all[k - 1])
          square += 2 * height ** 2 * (all[k] - all[k - 1])
        }
        expect(got.wasserstein).toBeCloseTo(area, 12)
        expect(got.energySquared).toBeCloseTo(square, 12)
        const gaps = all.map((value) => share(first, value) - share(second, value))
        const scale = first.length * second.length
        expect(got.ks.above).toBe(Math.round(scale * Math.max(0, ...gaps)))
        expect(got.ks.below).toBe(Math.round(scale * Math.max(0, ...gaps.map((gap) => -gap))))
        expect(Math.abs(share(first, got.ks.location) - share(second, got.ks.location))).toBeCloseTo(got.ks.statistic, 12)
      }),
    )
  })

  it('do not overflow on the way', () => {
    const big = Number.MAX_VALUE
    expect(wasserstein(Float64Array.of(-big, 0), Float64Array.of(0, big)) / big).toBeCloseTo(1, 12)
    expect(wasserstein(Float64Array.of(-big), Float64Array.of(big))).toBe(Infinity)
  })

  it('have a scale that outliers do not move and ties do not make 0', () => {
    const random = seededRandom(8)
    const normal = Float64Array.from({ length: 20_000 }, () => 5 * random.normal()).sort()
    normal[19_999] = 1e9
    const scale = robustScale(normal)
    expect(scale?.method).toBe('interquartile-range')
    expect(Math.abs((scale?.value ?? 0) / 5 - 1)).toBeLessThan(0.02)
    expect(robustScale(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 5, 5))).toEqual({ value: Math.sqrt(Math.PI / 2), method: 'mean-absolute-deviation' })
    expect(robustScale(Float64Array.of(3, 3, 3))).toBeNull()
  })
})
