import { seededRandom } from '#server/kernel/numbers/random.ts'

/** Whole days with a known spend that a forecast needs. */
export const FORECAST_NEEDS_DAYS = 7
/** Whole weeks from which weekdays are told apart; before that, a level that follows the last days would follow the weekend. */
const WEEKS_FOR_WEEKDAYS = 2
const WEEK = 7
const PATHS = 2000
const CONFIDENCE = 0.9
const SMOOTHING = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const SMOOTHING_WITHOUT_WEEKDAYS = SMOOTHING.slice(0, 2)

interface Estimate {
  /** Mean of the paths, never below 0. */
  readonly value: number
  readonly lower: number
  readonly upper: number
}

export interface SpendForecast {
  /** One for each day ahead, in order. */
  readonly days: readonly Estimate[]
  /** Of the sum of these days: its interval is that of whole paths, not the sum of the days' intervals. */
  readonly total: Estimate
  /** `weekday-level`: a smoothed level with an effect for each weekday; `level`: without, where there are less than two weeks. */
  readonly method: 'weekday-level' | 'level'
  /** Of the intervals, in (0, 1). */
  readonly confidence: number
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** How far each weekday lies above the mean of its week, by index modulo 7 of the history; sums to 0. */
function weekdayEffects(history: readonly number[]): number[] {
  const weeks = Math.floor(history.length / WEEK)
  const start = history.length - weeks * WEEK
  const effects = Array.from({ length: WEEK }, () => 0)
  for (let week = 0; week < weeks; week++) {
    const from = start + week * WEEK
    const mean = meanOf(history.slice(from, from + WEEK))
    for (let i = from; i < from + WEEK; i++) effects[i % WEEK] += (history[i] - mean) / weeks
  }
  return effects
}

/** Simple exponential smoothing from the mean of the first week: the level after the last day, and the errors one day ahead. */
function smooth(values: readonly number[], alpha: number): { level: number; errors: number[] } {
  let level = meanOf(values.slice(0, WEEK))
  const errors = values.map((value) => {
    const error = value - level
    level += alpha * error
    return error
  })
  return { level, errors }
}

const squares = (errors: readonly number[]): number => errors.reduce((sum, error) => sum + error * error, 0)

/** The quantile `p` in [0, 1] of ascending numbers, between neighbours by straight line. */
function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below]
  return low + (at - below) * ((sorted[below + 1] ?? low) - low)
}

function estimateOf(values: Float64Array): Estimate {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length
  const sorted = values.toSorted()
  return { value, lower: Math.min(value, quantile(sorted, (1 - CONFIDENCE) / 2)), upper: Math.max(value, quantile(sorted, (1 + CONFIDENCE) / 2)) }
}

/**
 * Spend of the coming days from that of whole days, oldest first without a gap (days without use are 0), at least
 * seven: else RangeError. Additive weekday effects over an exponentially smoothed level, ETS(A,N,A), whose smoothing
 * errs least one day ahead. The interval is bootstrapped: paths that draw the days' errors from those that were made,
 * widened by √(n / (n − estimated effects)), and move the level by them, so that it widens with distance.
 * Of the first day at least `alreadySpent` is spent. The same arguments give the same numbers.
 */
export function forecastSpend(
  history: readonly number[],
  { days, alreadySpent = 0, seed }: { days: number; alreadySpent?: number; seed: number },
): SpendForecast {
  const n = history.length
  if (n < FORECAST_NEEDS_DAYS) throw new RangeError(`a forecast needs ${FORECAST_NEEDS_DAYS} days, not ${n}`)
  const byWeekday = n >= WEEKS_FOR_WEEKDAYS * WEEK
  const effects = byWeekday ? weekdayEffects(history) : Array.from({ length: WEEK }, () => 0)
  const plain = history.map((value, i) => value - effects[i % WEEK])
  const fits = (byWeekday ? SMOOTHING : SMOOTHING_WITHOUT_WEEKDAYS).map((alpha) => ({ alpha, ...smooth(plain, alpha) }))
  const fit = fits.reduce((best, each) => (squares(each.errors) < squares(best.errors) ? each : best))
  const bias = meanOf(fit.errors)
  const widened = Math.sqrt(n / (n - (byWeekday ? WEEK : 1)))
  const errors = fit.errors.map((error) => (error - bias) * widened)
  const random = seededRandom(seed)
  const totals = new Float64Array(PATHS)
  const daily = Array.from({ length: days }, () => new Float64Array(PATHS))
  for (let path = 0; path < PATHS; path++) {
    let { level } = fit
    for (let day = 0; day < days; day++) {
      const error = errors[random.integer(n)]
      const spent = Math.max(0, day === 0 ? alreadySpent : 0, level + effects[(n + day) % WEEK] + error)
      level += fit.alpha * error
      daily[day][path] = spent
      totals[path] += spent
    }
  }
  return { days: daily.map(estimateOf), total: estimateOf(totals), method: byWeekday ? 'weekday-level' : 'level', confidence: CONFIDENCE }
}
