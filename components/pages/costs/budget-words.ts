import type { Outputs } from '../../trpc/trpc.ts'
import type { StateName } from '../../ui/states.ts'
import { money } from './costs-words.ts'
import { monthName } from './forecast-words.ts'

export type Budget = Outputs['finops']['listBudgets']['items'][number]

const ICONS: Record<NonNullable<Budget['state']>, StateName> = {
  over: 'fail',
  'likely-over': 'may-exceed',
  open: 'inconclusive',
  'likely-under': 'pass',
  unknown: 'not-measured',
}

export const budgetIcon = ({ state }: Pick<Budget, 'state'>): StateName => (state === null ? 'waiting' : ICONS[state])

/** How far the forecast lies from the budget: `€260.00 over`, `€12.00 under`. */
function distance(forecast: number, amount: number, currency: string): string {
  const by = forecast - amount
  return by === 0 ? 'exactly at it' : `${money(Math.abs(by), currency)} ${by > 0 ? 'over' : 'under'}`
}

/** How the month stands against its budget, in the few words of a cell. */
export function standingWords({ state, current, month }: Pick<Budget, 'state' | 'current' | 'month'>, currency: string): string {
  const amount = Number(current?.amountPerMonth ?? 0)
  if (state === null) return 'Begins in a later month'
  if (state === 'over') return `Over already, by ${money(Number(month.spent) - amount, currency)}`
  if (!month.forecast) return 'No forecast yet'
  const by = distance(month.forecast.value, amount, currency)
  return state === 'open' ? `May go either way: ${by}` : `Likely ${by}`
}

interface Sentence {
  readonly before: string
  readonly strong: string
  readonly after: string
}

/** The sentence that opens the page where everything together has a budget; null where it has none. */
export function budgetAnswer({ state, current, month }: Pick<Budget, 'state' | 'current' | 'month'>, currency: string): Sentence | null {
  if (state === null || current?.amountPerMonth == null) return null
  const name = monthName(month.month)
  const amount = Number(current.amountPerMonth)
  const budget = `its budget of ${money(amount, currency)}`
  if (state === 'over') return { before: `${name} is `, strong: `${money(Number(month.spent) - amount, currency)} over ${budget}`, after: ' already.' }
  if (!month.forecast) return { before: `${name} is within ${budget}`, strong: '', after: ' so far.' }
  const by = month.forecast.value - amount
  const strong = by === 0 ? `at ${budget}` : `${money(Math.abs(by), currency)} ${by > 0 ? 'over' : 'under'} ${budget}`
  return {
    before: `${name} ${state === 'open' ? 'may' : 'is likely to'} end `,
    strong,
    after: state === 'open' ? `; the interval reaches ${by > 0 ? 'below' : 'beyond'} it.` : '.',
  }
}
