import type { MonthSpend } from '#server/contracts/finops.ts'
import { FORECAST_NEEDS_DAYS, forecastSpend } from '#server/kernel/finops/forecast.ts'
import { sumOf } from '#server/kernel/finops/price.ts'
import type { DailySpend } from './daily-spend.ts'
import { addDays, daysBetween, monthOf } from './month.ts'

/** Days before today that a forecast looks at: eight weeks. */
const HISTORY_DAYS = 56
const SEED = 1

interface Standing {
  /** The day in UTC. */
  today: string
  /** Up to when use is counted. */
  rolledUpTo: Date | null
}

/** The first day of which spend has to be known to tell what the month of `today` costs. */
export const spendNeededFrom = (today: string): string => [addDays(today, -HISTORY_DAYS), monthOf(today).first].toSorted()[0] ?? today

type Known = Pick<DailySpend, 'day' | 'amount'>

/** The spend of each whole day before today, from the first with use on; a day without use is 0. */
function historyOf(spend: readonly Known[], today: string): number[] {
  const first = spend.reduce((least, { day }) => (day < least ? day : least), today)
  const from = [first, addDays(today, -HISTORY_DAYS)].toSorted()[1] ?? today
  const history = Array.from({ length: daysBetween(from, today) }, () => 0)
  for (const { day, amount } of spend) {
    const at = daysBetween(from, day)
    if (at >= 0 && at < history.length) history[at] += Number(amount)
  }
  return history
}

/** What the month of `today` has cost and is likely to cost, from the spend per day since `spendNeededFrom`. */
export function monthSpendOf(spend: readonly Known[], { today, rolledUpTo }: Standing): MonthSpend {
  const { month, first, last } = monthOf(today)
  const amountsOf = (within: (day: string) => boolean) => sumOf(spend.filter(({ day }) => within(day)).map(({ amount }) => amount))
  const spent = amountsOf((day) => day >= first && day <= today)
  const history = historyOf(spend, today)
  const facts = { month, spent, historyDays: history.length, neededDays: FORECAST_NEEDS_DAYS }
  if (history.length < FORECAST_NEEDS_DAYS) return { ...facts, forecast: null, noForecast: 'too-few-days' }
  if (rolledUpTo === null || rolledUpTo < new Date(`${today}T00:00:00Z`)) return { ...facts, forecast: null, noForecast: 'not-counted' }
  const before = Number(amountsOf((day) => day >= first && day < today))
  const alreadySpent = Number(amountsOf((day) => day === today))
  const { total, days, method, confidence } = forecastSpend(history, { days: daysBetween(today, last) + 1, alreadySpent, seed: SEED })
  return {
    ...facts,
    noForecast: null,
    forecast: {
      value: before + total.value,
      lower: before + total.lower,
      upper: before + total.upper,
      confidence,
      method,
      days: days.map((estimate, i) => ({ day: addDays(today, i), ...estimate })),
    },
  }
}
