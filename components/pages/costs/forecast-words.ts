import type { MonthSpend } from '#server/contracts/finops.ts'
import { inWords } from '../../ui/format.ts'
import { money } from './costs-words.ts'

/** `2026-11` → `November`. */
export const monthName = (month: string): string => new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-US', { month: 'long', timeZone: 'UTC' })

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** `November is likely to end at €17,762.00 (90 % interval €17,140.00–€18,490.00).`, or why that cannot be said. */
export function forecastWords(spend: MonthSpend, currency: string): string {
  const { forecast, noForecast, historyDays, neededDays } = spend
  const month = monthName(spend.month)
  if (forecast) {
    const [value, lower, upper] = [forecast.value, forecast.lower, forecast.upper].map((amount) => money(amount, currency))
    return `${month} is likely to end at ${value} (${percent(forecast.confidence)} interval ${lower}–${upper}).`
  }
  if (noForecast === 'not-counted') return `There is no forecast for ${month} until yesterday is counted to its end.`
  const known = historyDays === 0 ? 'none has passed yet' : `${inWords(historyDays)} ${historyDays === 1 ? 'has' : 'have'} passed`
  return `A forecast for ${month} needs ${inWords(neededDays)} whole days since the first use; ${known}.`
}

/** How the forecast is made. */
export function methodWords({ forecast, historyDays, month }: MonthSpend): string | null {
  if (!forecast) return null
  const level = forecast.method === 'weekday-level' ? 'a smoothed level and the effect of each weekday' : 'a smoothed level, without weekdays below two weeks'
  return `The forecast adds the days to come to what ${monthName(month)} has cost: ${level}, over ${historyDays} days. Its ${percent(forecast.confidence)} interval is drawn from the errors that the same rule made one day ahead on these days.`
}
