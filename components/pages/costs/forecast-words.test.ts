import { expect, it } from 'vitest'
import type { MonthSpend } from '#server/contracts/finops.ts'
import { forecastWords, methodWords } from './forecast-words.ts'

const none: MonthSpend = { month: '2026-11', spent: '12.5', forecast: null, noForecast: 'too-few-days', historyDays: 3, neededDays: 7 }
const some: MonthSpend = {
  ...none,
  noForecast: null,
  historyDays: 24,
  forecast: { value: 20, lower: 18, upper: 23.5, confidence: 0.9, method: 'weekday-level', days: [] },
}

it('gives a forecast with its interval and its method', () => {
  expect(forecastWords(some, 'EUR')).toBe('November is likely to end at €20.00 (90 % interval €18.00–€23.50).')
  expect(methodWords(some)).toContain('each weekday, over 24 days')
})

it('says why there is none', () => {
  expect(forecastWords(none, 'EUR')).toBe('A forecast for November needs seven whole days since the first use; three have passed.')
  expect(forecastWords({ ...none, historyDays: 1 }, 'EUR')).toContain('one has passed')
  expect(forecastWords({ ...none, historyDays: 0 }, 'EUR')).toContain('none has passed yet')
  expect(forecastWords({ ...none, noForecast: 'not-counted' }, 'EUR')).toContain('until yesterday is counted')
  expect(methodWords(none)).toBeNull()
})
