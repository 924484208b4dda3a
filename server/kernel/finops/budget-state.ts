import { toUnits } from './price.ts'

export const BUDGET_STATES = ['over', 'likely-over', 'open', 'likely-under', 'unknown'] as const
type BudgetState = (typeof BUDGET_STATES)[number]

/**
 * How a month stands against its budget. `over`: more is spent already; `likely-over` and `likely-under`: the whole
 * interval of the forecast lies above it, or not above it; `open`: the interval holds the budget; `unknown`: there is no forecast.
 */
export function budgetStateOf(amount: string, spent: string, forecast: { lower: number; upper: number } | null): BudgetState {
  if (toUnits(spent) > toUnits(amount)) return 'over'
  if (forecast === null) return 'unknown'
  const limit = Number(amount)
  if (forecast.lower > limit) return 'likely-over'
  return forecast.upper > limit ? 'open' : 'likely-under'
}
