import { expect, it } from 'vitest'
import { scopeInput, scopeKey, scopeOf, scopeOptions } from './budget-scope.ts'
import { budgetAnswer, standingWords, type Budget } from './budget-words.ts'

type Standing = Pick<Budget, 'state' | 'current' | 'month'>

const forecast = { value: 120, lower: 110, upper: 130, confidence: 0.9, method: 'level' as const, days: [] }
const month: Budget['month'] = { month: '2026-11', spent: '60', forecast, noForecast: null, historyDays: 24, neededDays: 7 }
const of = (amountPerMonth: string, state: Budget['state'], more: Partial<Budget['month']> = {}): Standing => ({
  state,
  current: { amountPerMonth, effectiveFrom: '2026-11-01' },
  month: { ...month, ...more },
})
const answer = (standing: Standing) => {
  const said = budgetAnswer(standing, 'EUR')
  return said && `${said.before}${said.strong}${said.after}`
}

it('opens with how the month stands against its budget', () => {
  expect(answer(of('50', 'over'))).toBe('November is €10.00 over its budget of €50.00 already.')
  expect(answer(of('100', 'likely-over'))).toBe('November is likely to end €20.00 over its budget of €100.00.')
  expect(answer(of('150', 'likely-under'))).toBe('November is likely to end €30.00 under its budget of €150.00.')
  expect(answer(of('125', 'open'))).toBe('November may end €5.00 under its budget of €125.00; the interval reaches beyond it.')
  expect(answer(of('115', 'open'))).toBe('November may end €5.00 over its budget of €115.00; the interval reaches below it.')
  expect(answer(of('100', 'unknown', { forecast: null }))).toBe('November is within its budget of €100.00 so far.')
  expect(answer({ state: null, current: null, month })).toBeNull()
})

it('says the same in a cell', () => {
  expect(standingWords(of('50', 'over'), 'EUR')).toBe('Over already, by €10.00')
  expect(standingWords(of('100', 'likely-over'), 'EUR')).toBe('Likely €20.00 over')
  expect(standingWords(of('125', 'open'), 'EUR')).toBe('May go either way: €5.00 under')
  expect(standingWords(of('100', 'unknown', { forecast: null }), 'EUR')).toBe('No forecast yet')
  expect(standingWords({ state: null, current: null, month }, 'EUR')).toBe('Begins in a later month')
})

it('chooses among everything, teams and models, and says it as the server takes it', () => {
  const options = scopeOptions([{ name: 'credit/x' }], [{ name: 'lending' }])
  expect(options.map(({ label }) => label)).toEqual(['All models', 'Team lending', 'credit/x'])
  expect(options.map(({ value }) => scopeInput(scopeOf(value)))).toEqual([{}, { team: 'lending' }, { model: 'credit/x' }])
  for (const { value } of options) expect(scopeKey(scopeOf(value))).toBe(value)
})
