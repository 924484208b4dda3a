import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kendall } from './kendall.ts'
import { pearson } from './pearson.ts'
import { midranks, spearman } from './spearman.ts'

const pairs = fc
  .array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })), { minLength: 2, maxLength: 30 })
  .map((rows) => [0, 1].map((side) => Float64Array.from(rows, (row) => row[side])) as [Float64Array, Float64Array])
const valueOf = (found: ReturnType<typeof pearson>): number | string => ('undefined' in found ? found.undefined : found.value)

/** τ-b by looking at every pair of rows. */
function listedKendall(x: Float64Array, y: Float64Array): number | string {
  let [score, ofX, ofY] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [Math.sign(x[i] - x[j]), Math.sign(y[i] - y[j])]
      score += a * b
      ofX += a * a
      ofY += b * b
    }
  }
  return ofX === 0 || ofY === 0 ? 'no-variation' : score / Math.sqrt(ofX) / Math.sqrt(ofY)
}

describe('correlations', () => {
  it('of Kendall count concordant and discordant pairs', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        const [got, want] = [valueOf(kendall(x, y)), listedKendall(x, y)]
        if (typeof want === 'number') expect(got).toBeCloseTo(want, 12)
        else expect(got).toBe(want)
      }),
    )
  })

  it.each([
    ['pearson', pearson],
    ['spearman', spearman],
    ['kendall', kendall],
  ])('%s: symmetric, turns with the sign, does not see scale or place', (_, measure) => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        const got = valueOf(measure(x, y))
        const others = [
          measure(y, x),
          measure(
            x,
            y.map((value) => 3 * value + 1000),
          ),
          measure(
            x.map((value) => -value),
            y,
          ),
        ].map(valueOf)
        if (typeof got === 'string') expect(others).toEqual([got, got, got])
        else {
          expect(Math.abs(got)).toBeLessThanOrEqual(1)
          others.forEach((other, at) => expect(other).toBeCloseTo(at === 2 ? -got : got, 10))
        }
      }),
    )
  })

  it('know their limits', () => {
    const [x, y] = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(1, 4, 9, 16, 25)]
    expect(spearman(x, y)).toEqual({ value: 1, pValue: 0 })
    expect(kendall(x, y)).toMatchObject({ value: 1, pValue: expect.closeTo(2 / 120, 12) as number })
    expect(
      pearson(
        x,
        x.map((value) => 1e8 + value),
      ),
    ).toEqual({ value: 1, pValue: 0 })
    expect(
      pearson(
        x,
        x.map(() => 3),
      ),
    ).toEqual({ undefined: 'no-variation' })
    expect(pearson(Float64Array.of(1), Float64Array.of(2))).toEqual({ undefined: 'too-few-rows' })
    expect([...midranks(Float64Array.of(5, 1, 5, 0))]).toEqual([3.5, 2, 3.5, 1])
  })
})
