import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawHypergeometric } from '../numbers/hypergeometric.ts'
import { seededRandom } from '../numbers/random.ts'
import { chiSquareTest } from './chi-square-test.ts'
import { sparseTableTest } from './sparse-table-test.ts'

describe('hypergeometric deviates', () => {
  it.each([
    [5, 20, 80],
    [40, 50, 100],
    [500, 1000, 3000],
    [60, 50, 20],
  ])('%i draws of %i marked and %i plain have their mean and variance', (draws, marked, plain) => {
    const random = seededRandom(9)
    const all = marked + plain
    const values = Array.from({ length: 20_000 }, () => drawHypergeometric(random, draws, marked, plain))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    const want = (draws * marked * plain * (all - draws)) / (all * all * (all - 1))
    expect(Math.abs(mean - (draws * marked) / all)).toBeLessThan(4 * Math.sqrt(want / values.length))
    expect(variance / want).toBeCloseTo(1, 1)
  })

  it('stay within what there is', () => {
    const count = fc.nat({ max: 60 })
    const random = seededRandom(10)
    fc.assert(
      fc.property(count, count, count, (draws, marked, plain) => {
        fc.pre(draws <= marked + plain)
        const hits = drawHypergeometric(random, draws, marked, plain)
        expect(hits).toBeGreaterThanOrEqual(Math.max(0, draws - plain))
        expect(hits).toBeLessThanOrEqual(Math.min(draws, marked))
      }),
    )
  })
})

describe('the test of a sparse table', () => {
  it('agrees with χ² where that law holds', () => {
    for (const current of [
      [52, 60, 88],
      [70, 60, 70],
      [80, 60, 60],
    ]) {
      const want = chiSquareTest([50, 60, 90], current).pValue
      const got = sparseTableTest([50, 60, 90], current)
      expect(Math.abs(got.pValue - want)).toBeLessThan(0.02 + 0.35 * want)
      expect(sparseTableTest([50, 60, 90], current)).toEqual(got)
    }
  })

  it('sees rare categories give way to others, and nothing in categories that all differ', () => {
    const half = (from: number): number[] => Array.from({ length: 400 }, (_, k) => (Math.floor(k / 200) === from ? 2 : 0))
    expect(sparseTableTest(half(0), half(1)).pValue).toBeLessThan(1e-6)
    const once = (from: number): number[] => Array.from({ length: 400 }, (_, k) => (Math.floor(k / 200) === from ? 1 : 0))
    expect(sparseTableTest(once(0), once(1)).pValue).toBe(1)
  })
})
