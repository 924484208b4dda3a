import { describe, expect, it } from 'vitest'
import { addDays, monthOf } from './month.ts'
import { monthSpendOf, spendNeededFrom } from './month-spend.ts'

const today = '2026-11-25'
const rolledUpTo = new Date('2026-11-25T09:59:30Z')
const spendOf = (from: string, days: number, amount = '2') => Array.from({ length: days }, (_, i) => ({ day: addDays(from, i), amount }))

it('knows months of every length', () => {
  expect(monthOf('2026-12-31')).toEqual({ month: '2026-12', first: '2026-12-01', last: '2026-12-31' })
  expect(monthOf('2028-02-03').last).toBe('2028-02-29')
  expect(spendNeededFrom('2026-11-25')).toBe('2026-09-30')
})

describe('what a month costs', () => {
  it('is what is spent and the days to come, today as a whole', () => {
    // 24 whole days at 2 and half of today; six days are left with today.
    const spend = [...spendOf('2026-11-01', 24), { day: today, amount: '1' }]
    const month = monthSpendOf(spend, { today, rolledUpTo })
    expect(month).toMatchObject({ month: '2026-11', spent: '49', historyDays: 24, noForecast: null })
    expect(month.forecast).toMatchObject({ value: 60, lower: 60, upper: 60, method: 'weekday-level' })
    expect(month.forecast?.days.map(({ day }) => day)).toEqual(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'])
  })

  it('rests on the months before, which are none of its spend', () => {
    const month = monthSpendOf(spendOf('2026-10-01', 31, '3'), { today: '2026-11-01', rolledUpTo: new Date('2026-11-01T00:01:00Z') })
    expect(month.spent).toBe('0')
    expect(month.historyDays).toBe(31)
    expect(month.forecast?.days).toHaveLength(30)
    expect(month.forecast?.value).toBeCloseTo(90)
  })

  it('counts days without use as days', () => {
    const month = monthSpendOf([{ day: '2026-11-18', amount: '7' }], { today, rolledUpTo })
    expect(month.historyDays).toBe(7)
    expect(month.forecast?.value).toBeGreaterThanOrEqual(7)
  })

  it('is not told from less than seven whole days, nor before yesterday is counted', () => {
    expect(monthSpendOf(spendOf('2026-11-19', 7), { today, rolledUpTo })).toMatchObject({ forecast: null, noForecast: 'too-few-days', historyDays: 6 })
    expect(monthSpendOf([], { today, rolledUpTo: null })).toMatchObject({ spent: '0', forecast: null, noForecast: 'too-few-days', historyDays: 0 })
    const late = { today, rolledUpTo: new Date('2026-11-24T23:00:00Z') }
    expect(monthSpendOf(spendOf('2026-11-01', 24), late)).toMatchObject({ spent: '48', forecast: null, noForecast: 'not-counted' })
  })
})
