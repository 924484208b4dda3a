import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { forecastSpend } from './forecast.ts'

const seed = 1
const amounts = (min: number, max: number) => fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: min, maxLength: max })

describe('a forecast of spend', () => {
  it('of days that are all alike is that day, without doubt', () => {
    const { days, total, method } = forecastSpend([3, 3, 3, 3, 3, 3, 3], { days: 5, seed })
    expect(days).toHaveLength(5)
    for (const day of days) expect(day).toEqual({ value: 3, lower: 3, upper: 3 })
    expect(total).toEqual({ value: 15, lower: 15, upper: 15 })
    expect(method).toBe('level')
  })

  it('knows weekends after two weeks', () => {
    const week = [100, 100, 100, 100, 100, 20, 20]
    const { days, total, method } = forecastSpend([...week, ...week, ...week.slice(0, 3)], { days: 7, seed })
    expect(method).toBe('weekday-level')
    expect(days.map(({ value }) => Math.round(value))).toEqual([100, 100, 20, 20, 100, 100, 100])
    expect(total.value).toBeCloseTo(540)
  })

  it('follows a level that rose', () => {
    const { days } = forecastSpend([...Array.from({ length: 28 }, () => 10), ...Array.from({ length: 14 }, () => 30)], { days: 3, seed })
    for (const { value } of days) expect(value).toBeGreaterThan(27)
  })

  it('takes no day back: today costs at least what it has cost', () => {
    const { days, total } = forecastSpend([3, 3, 3, 3, 3, 3, 3], { days: 2, alreadySpent: 9, seed })
    expect(days[0]).toEqual({ value: 9, lower: 9, upper: 9 })
    expect(total.value).toBe(12)
  })

  it('is refused below seven days', () => {
    expect(() => forecastSpend([1, 1, 1, 1, 1, 1], { days: 1, seed })).toThrow('a forecast needs 7 days, not 6')
  })

  it('is finite, never negative, within its interval, adds up, and comes out the same again', () => {
    fc.assert(
      fc.property(amounts(7, 40), fc.integer({ min: 1, max: 31 }), (history, days) => {
        const made = forecastSpend(history, { days, seed })
        for (const { value, lower, upper } of [...made.days, made.total]) {
          expect(Number.isFinite(upper)).toBe(true)
          expect(lower).toBeGreaterThanOrEqual(0)
          expect(value).toBeGreaterThanOrEqual(lower)
          expect(value).toBeLessThanOrEqual(upper)
        }
        const sum = made.days.reduce((all, { value }) => all + value, 0)
        expect(Math.abs(sum - made.total.value)).toBeLessThanOrEqual(1e-9 * (1 + sum))
        expect(forecastSpend(history, { days, seed })).toEqual(made)
      }),
      { numRuns: 25 },
    )
  })

  it('has the currency as unit: a hundredfold spend has a hundredfold forecast', () => {
    const history = [4, 7, 1, 3, 9, 2, 6, 5, 8, 3, 4, 4, 7, 2, 3, 6]
    const [one, hundred] = [1, 100].map(
      (unit) =>
        forecastSpend(
          history.map((amount) => amount * unit),
          { days: 9, seed },
        ).total,
    )
    for (const part of ['value', 'lower', 'upper'] as const) expect(hundred?.[part]).toBeCloseTo(100 * (one?.[part] ?? NaN), 8)
  })

  it.each([
    ['a week, ten days ahead', 7, 10, 0],
    ['four weeks with weekends, ten days ahead', 28, 10, 6],
    ['six weeks with weekends, half a month ahead', 42, 15, 6],
  ])('holds what came in about nine of ten cases or more: %s', (_, known, ahead, weekend) => {
    const random = seededRandom(7)
    const cases = 80
    let held = 0
    for (let i = 0; i < cases; i++) {
      const spend = Array.from({ length: known + ahead }, (_each, day) => 20 - (day % 7 > 4 ? weekend : 0) + 2 * random.normal())
      const came = spend.slice(known).reduce((sum, amount) => sum + amount, 0)
      const { total } = forecastSpend(spend.slice(0, known), { days: ahead, seed: i })
      if (came >= total.lower && came <= total.upper) held++
    }
    expect(held / cases).toBeGreaterThan(0.82)
  })
})
