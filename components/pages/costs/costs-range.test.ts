import { expect, it } from 'vitest'
import { before, daysIn, daysOf, daysOfMonth, lastDays, rangeOf, thisMonth } from './costs-range.ts'

it('counts days whole and both ends', () => {
  expect(lastDays(7, '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' })
  expect(daysOf({ from: '2026-02-27', to: '2026-03-01' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(daysIn(thisMonth('2026-11-25'))).toBe(25)
  expect(['2026-11-25', '2026-12-31', '2028-02-01'].map(daysOfMonth)).toEqual([30, 31, 29])
})

it('compares with as many days just before', () => {
  const range = { from: '2026-11-01', to: '2026-11-25' }
  expect(before(range)).toEqual({ from: '2026-10-07', to: '2026-10-31' })
  expect(daysIn(before(range))).toBe(daysIn(range))
})

it('answers a range that is none with the last thirty days', () => {
  const usual = lastDays(30, '2026-11-25')
  for (const [from, to] of [
    [undefined, undefined],
    ['2026-11-25', '2026-11-01'],
    ['soon', '2026-11-01'],
    ['2020-01-01', '2026-01-01'],
    ['2026-02-31x', '2026-11-01'],
  ]) {
    expect(rangeOf(from, to, '2026-11-25')).toEqual(usual)
  }
  expect(rangeOf('2026-11-03', '2026-11-03', '2026-11-25')).toEqual({ from: '2026-11-03', to: '2026-11-03' })
})
