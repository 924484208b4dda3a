import { expect, it } from 'vitest'
import { budgetStateOf } from './budget-state.ts'

it.each([
  ['over', '10', '10.000000000000000001', null],
  ['over', '10', '11', { lower: 8, upper: 9 }],
  ['unknown', '10', '10', null],
  ['likely-over', '10', '4', { lower: 10.1, upper: 12 }],
  ['open', '10', '4', { lower: 10, upper: 12 }],
  ['open', '10', '4', { lower: 3, upper: 10.1 }],
  ['likely-under', '10', '4', { lower: 3, upper: 10 }],
])('is %s with a budget of %s, %s spent and %o likely', (state, amount, spent, forecast) => {
  expect(budgetStateOf(amount, spent, forecast)).toBe(state)
})
