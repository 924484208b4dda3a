import { isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import type { Share } from './rates.ts'

/** Categories below this share of all rows may be left out of the ratio (New York City, rules on Local Law 144, § 5-301). */
const NEGLIGIBLE_SHARE = 0.02

/**
 * Each category's rate over the best rate (Local Law 144): 1 for the best, undefined for a category without rows and
 * where nobody is selected. With `leaveOutNegligible`, categories below 2 % of all rows neither set the best rate nor get a ratio.
 */
export function impactRatios(shares: readonly Share[], { leaveOutNegligible = false }: { leaveOutNegligible?: boolean } = {}): Quantity[] {
  const rows = shares.reduce((sum, { trials }) => sum + trials, 0)
  const rates = shares.map(({ successes, trials }): Quantity =>
    trials === 0 ? 'empty-group' : leaveOutNegligible && trials < NEGLIGIBLE_SHARE * rows ? 'too-few-rows' : successes / trials,
  )
  const best = Math.max(0, ...rates.filter(isNumber))
  return rates.map((rate) => (isNumber(rate) ? (best === 0 ? 'zero-denominator' : rate / best) : rate))
}

/** Median of finite numbers, the mean of the middle two where their number is even; NaN of none. */
export function medianOf(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Scoring rates (Local Law 144, for tools that score): rows of each group above the median of all scores. NaN scores and code -1 are no rows. */
export function scoringShares(scores: Float64Array, codes: Int32Array, groups: number): { median: number; shares: Share[] } {
  const median = medianOf(scores.filter((score) => !Number.isNaN(score)))
  const shares = Array.from({ length: groups }, () => ({ successes: 0, trials: 0 }))
  for (let row = 0; row < scores.length; row++) {
    if (codes[row] < 0 || Number.isNaN(scores[row])) continue
    const share = shares[codes[row]]
    share.trials++
    if (scores[row] > median) share.successes++
  }
  return { median, shares }
}
