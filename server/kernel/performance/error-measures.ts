import { meanInterval } from '../intervals/bounded.ts'
import { around, Z95 } from '../intervals/interval.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Estimate, Measure } from '../numbers/measure.ts'
import { sumOf } from '../numbers/sum.ts'
import { quantileOf } from '../profile/sample-statistics.ts'

/** Terms whose squares may leave the doubles. */
const HUGE = 1e150

/** Spread that is nothing but rounding is none. */
export const spreadOf = (error: number, scale: number): number => (error > 1e-12 * scale ? error : 0)

/** Standard error of a mean of `n` terms. */
function standardErrorOfMean(n: number, mean: number, term: (row: number) => number): number {
  return n > 1 ? spreadOf(Math.sqrt(sumOf(n, (row) => (term(row) - mean) ** 2) / (n - 1) / n), mean) : 0
}

/** An estimate that doubles can hold, else why not. */
const inRange = (estimate: Estimate): Measure =>
  Number.isFinite(estimate.value) && Number.isFinite(estimate.lower) && Number.isFinite(estimate.upper) ? estimate : undefinedBecause('too-large')

/** Mean of `n` ≥ 1 terms ≥ 0 with Student's interval; `reach`: how large a term could have been where all are alike. */
export function meanOf(n: number, term: (row: number) => number, reach: number, bound = Infinity): Measure {
  // Scaled, so that squares of huge terms do not overflow; a power of two changes no digit.
  let largest = 0
  for (let row = 0; row < n; row++) largest = Math.max(largest, term(row))
  const scale = largest > HUGE && Number.isFinite(largest) ? 2 ** Math.floor(Math.log2(largest)) : 1
  const scaled = (row: number) => term(row) / scale
  const mean = sumOf(n, scaled) / n
  const { value, lower, upper, method } = meanInterval(mean, standardErrorOfMean(n, mean, scaled), n, bound / scale, reach / scale)
  return inRange({ value: value * scale, lower: lower * scale, upper: upper * scale, method })
}

/** Root of the mean squared error; its interval is the root of the mean square's. Errors are scaled first: none overflows. */
export function rootMeanSquare(errors: Float64Array, reach: number): Estimate {
  const n = errors.length
  const scale = errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0) || reach || 1
  const square = (row: number) => (errors[row] / scale) ** 2
  const mean = sumOf(n, square) / n
  const { lower, upper, method } = meanInterval(mean, standardErrorOfMean(n, mean, square), n, Infinity, (reach / scale) ** 2)
  const value = scale * Math.sqrt(mean)
  return { value, ...around(value, scale * Math.sqrt(lower), scale * Math.sqrt(upper)), method }
}

const squared = (x: number): number => x * x

/** Mean squared error, from its root. */
export function meanSquare({ value, lower, upper, method }: Estimate): Measure {
  return inRange({ value: squared(value), lower: squared(lower), upper: squared(upper), method })
}

/** Median of ≥ 1 ascending values with the interval between order statistics that a binomial count gives (normal approximation). */
export function medianOf(sorted: Float64Array): Estimate {
  const n = sorted.length
  const reach = (Z95 * Math.sqrt(n)) / 2
  const [low, high] = [Math.max(0, Math.floor(n / 2 - reach)), Math.min(n - 1, Math.ceil(n / 2 + reach))]
  const value = quantileOf(sorted, 0.5, 'linear')
  return { value, ...around(value, sorted[low], sorted[high]), method: 'order-statistics' }
}

/** Sum of |errors| over sum of |truth|, with the infinitesimal jackknife's interval on the logarithmic scale. */
export function weightedError(errors: Float64Array, truth: Float64Array, reach: number): Measure {
  const n = errors.length
  const scale = truth.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (scale === 0) return undefinedBecause('zero-truth')
  const size = sumOf(n, (row) => Math.abs(truth[row] / scale))
  const value = sumOf(n, (row) => Math.abs(errors[row] / scale)) / size
  const influence = sumOf(n, (row) => ((Math.abs(errors[row]) - value * Math.abs(truth[row])) / scale / size) ** 2)
  const error = spreadOf(Math.sqrt(influence), value)
  if (error > 0 && value > 0) {
    const factor = Math.exp((Z95 * error) / value)
    return inRange({ value, ...around(value, value / factor, value * factor), method: 'jackknife-log' })
  }
  return inRange(meanInterval(value, 0, n, Infinity, (reach / scale / size) * n))
}
