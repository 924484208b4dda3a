import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { drawHypergeometric } from '../numbers/hypergeometric.ts'
import { seededRandom } from '../numbers/random.ts'
import { chiSquareTest } from './chi-square-test.ts'
import { sparseTableTest } from './sparse-table-test.ts'

const counted = vi.hoisted(() => ({ draws: 0 }))
vi.mock('../numbers/hypergeometric.ts', async (original) => {
  const { drawHypergeometric: draw } = await original<{ drawHypergeometric: typeof drawHypergeometric }>()
  const counting: typeof draw = (...given) => {
    counted.draws++
    return draw(...given)
  }
  return { drawHypergeometric: counting }
})

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

  it('draws no more columns than it says of any number, and then sees as much', { timeout: 60_000 }, () => {
    const columns = 20_000
    counted.draws = 0
    const gone = Array.from({ length: columns }, (_, k) => (k < columns / 2 ? 4 : 0))
    expect(sparseTableTest(gone, gone.toReversed()).pValue).toBeLessThan(1e-6)
    expect(counted.draws).toBeGreaterThan(100_000)
    expect(counted.draws).toBeLessThanOrEqual(500_000)
  })

  it('raises no alarm of more columns than it draws, in the order in which the reference shows them', { timeout: 60_000 }, () => {
    const pValues = [1, 2, 3, 4, 5, 6].map((seed) => {
      const random = seededRandom(seed)
      const sides: [Map<number, number>, Map<number, number>] = [new Map(), new Map()]
      for (const side of sides)
        for (let row = 0; row < 15_000; row++) {
          const name = random.integer(40_000)
          side.set(name, (side.get(name) ?? 0) + 1)
        }
      const names = [...new Set([...sides[0].keys(), ...sides[1].keys()])]
      expect(names.length).toBeGreaterThan(19_000)
      return sparseTableTest(
        names.map((name) => sides[0].get(name) ?? 0),
        names.map((name) => sides[1].get(name) ?? 0),
      ).pValue
    })
    expect(Math.min(...pValues)).toBeGreaterThan(0.02)
    expect(Math.min(...pValues)).toBeLessThan(0.5)
    expect(Math.max(...pValues)).toBeGreaterThan(0.5)
  })
})
