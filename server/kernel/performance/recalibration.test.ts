import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { fitIsotonic, isotonicAt } from './isotonic.ts'
import { fitPlatt, plattAt } from './platt.ts'

describe('isotonic recalibration', () => {
  const points = fc.array(fc.record({ y: fc.integer({ min: 0, max: 4 }), weight: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 12 })

  it('is the largest of the smallest means, as its theory says', () => {
    fc.assert(
      fc.property(points, (given) => {
        const x = Float64Array.from(given.keys())
        const fit = fitIsotonic(
          x,
          Float64Array.from(given, ({ y }) => y),
          Float64Array.from(given, ({ weight }) => weight),
        )
        const mean = (from: number, to: number) => {
          const part = given.slice(from, to + 1)
          return part.reduce((sum, { y, weight }) => sum + y * weight, 0) / part.reduce((sum, { weight }) => sum + weight, 0)
        }
        for (const i of given.keys()) {
          const starts = [...given.keys()].filter((from) => from <= i)
          const ends = [...given.keys()].filter((to) => to >= i)
          const want = Math.max(...starts.map((from) => Math.min(...ends.map((to) => mean(from, to)))))
          expect(isotonicAt(fit, i)).toBeCloseTo(want, 12)
        }
        expect(isotonicAt(fit, -5)).toBe(fit.y[0])
        expect(isotonicAt(fit, 99)).toBe(fit.y[fit.y.length - 1])
      }),
    )
  })
})

describe('logistic recalibration', () => {
  it('finds the curve that rows were drawn from, and stays finite where classes are apart', () => {
    const random = seededRandom(2)
    const scores = Float64Array.from({ length: 40_000 }, () => 2 * random.normal())
    const fit = fitPlatt(
      scores,
      Uint8Array.from(scores, (score) => (random.uniform() < 1 / (1 + Math.exp(-1.5 * score + 0.4)) ? 1 : 0)),
    )
    expect(fit.a).toBeCloseTo(-1.5, 1)
    expect(fit.b).toBeCloseTo(0.4, 1)
    const apart = fitPlatt(Float64Array.of(1, 2, 100, 200), Uint8Array.of(0, 0, 1, 1))
    expect(plattAt(apart, 200)).toBeGreaterThan(0.7)
    expect(plattAt(apart, 1)).toBeLessThan(0.3)
  })
})
