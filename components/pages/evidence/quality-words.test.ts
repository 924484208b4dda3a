import { expect, it } from 'vitest'
import type { Expectation } from '#server/kernel/quality/expectation.ts'
import { exampleWords, expectationWords, figureWords, topWords, worstFirst } from './quality-words.ts'

it('puts what blocks first, then what concerns most rows', () => {
  const finding = (code: 'out-of-range' | 'missing-rose', severity: 'blocking' | 'warning', count: number) => ({ code, severity, count, detail: '' })
  const sorted = worstFirst([finding('out-of-range', 'warning', 900), finding('missing-rose', 'blocking', 5), finding('out-of-range', 'blocking', 7)])
  expect(sorted.map(({ severity, count }) => [severity, count])).toEqual([
    ['blocking', 7],
    ['blocking', 5],
    ['warning', 900],
  ])
})

it('says every kind of expectation in words, times as times', () => {
  const words = (expectation: Expectation, type?: string) => expectationWords({ expectation }, type)
  expect(words({ column: 'a', kind: 'range', min: 18, max: 100 })).toBe('between 18 and 100')
  expect(words({ column: 'a', kind: 'range', max: 5 })).toBe('at most 5')
  expect(words({ column: 'a', kind: 'range', min: Date.UTC(2026, 0, 2) }, 'date')).toBe('at least 2 Jan 2026')
  expect(words({ column: 'a', kind: 'in-set', values: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] })).toBe('one of a, b, c, d, e, f and two more')
  expect(words({ column: 'a', kind: 'length', shortest: 2, longest: 4 })).toBe('2 to 4 characters')
  for (const kind of ['not-null', 'unique', 'not-decreasing'] as const) expect(words({ column: 'a', kind })).toMatch(/^(no|values) /)
})

it('counts example rows from 1, and writes what is not there as nothing', () => {
  expect(exampleWords([0, 41, 1999])).toBe('1, 42, 2,000')
  expect(exampleWords([])).toBeNull()
  expect(figureWords('number', undefined)).toBeNull()
  expect(figureWords('timestamp', Date.UTC(2026, 0, 2, 3, 4))).toBe('2 Jan 2026, 03:04 UTC')
})

it('gives the share of the most frequent values only where the rows are known', () => {
  const top = [
    { value: 'web', count: 30 },
    { value: 'branch', count: 10 },
  ]
  expect(topWords({ top, rows: 50, missing: 10 })).toBe('web 75 %, branch 25 %')
  expect(topWords({ top, missing: 10 })).toBe('web, branch')
  expect(topWords({ missing: 1 })).toBeNull()
})
