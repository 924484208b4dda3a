import { describe, expect, it } from 'vitest'
import { seededRandom } from './random.ts'
import { andersonDarlingSf, cramerVonMisesSf } from './weighted-chi-square.ts'

describe('limit laws of quadratic statistics', () => {
  it.each([
    [0.3473, 0.1],
    [0.46136, 0.05],
    [0.74346, 0.01],
    [1.16786, 0.001],
  ])('Cramér-von Mises: P(ω² > %f) = %f, as tabulated by Anderson and Darling', (x, p) => expect(cramerVonMisesSf(x) / p).toBeCloseTo(1, 4))

  it.each([
    [1.9329578, 0.1],
    [2.4923671, 0.05],
    [3.878125, 0.01],
  ])('Anderson-Darling: P(A² > %f) = %f, as tabulated by Marsaglia and Marsaglia', (x, p) => expect(andersonDarlingSf(x) / p).toBeCloseTo(1, 6))

  it('fall from 1 to 0 without a step, far into the tail', () => {
    for (const [law, slowest] of [
      [cramerVonMisesSf, Math.PI ** 2],
      [andersonDarlingSf, 2],
    ] as const) {
      let last = 1
      for (let x = 0.001; x < 60; x *= 1.1) {
        const p = law(x)
        expect(p).toBeLessThanOrEqual(last + 1e-14)
        last = p
      }
      // The heaviest term decides: P(x + 1)/P(x) → e^(-λ/2).
      expect(Math.log(law(80) / law(81))).toBeCloseTo(slowest / 2, 1)
      expect([law(0), law(Infinity), law(NaN)]).toEqual([1, 0, NaN])
    }
  })

  it('agree with sums of squared normal deviates', () => {
    const random = seededRandom(12)
    const draws = 20_000
    let [aboveOmega, aboveA] = [0, 0]
    for (let draw = 0; draw < draws; draw++) {
      let [omega, a] = [1 / (Math.PI ** 2 * 60.5), 1 / 60.5]
      for (let k = 1; k <= 60; k++) {
        const square = random.normal() ** 2
        omega += square / (k * Math.PI) ** 2
        a += square / (k * (k + 1))
      }
      aboveOmega += omega > 0.2 ? 1 : 0
      aboveA += a > 1.2 ? 1 : 0
    }
    expect(Math.abs(aboveOmega / draws - cramerVonMisesSf(0.2))).toBeLessThan(0.012)
    expect(Math.abs(aboveA / draws - andersonDarlingSf(1.2))).toBeLessThan(0.012)
  })
})
