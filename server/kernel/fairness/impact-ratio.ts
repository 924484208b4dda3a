import { around } from '../intervals/interval.ts'
import type { Interval } from '../intervals/interval.ts'
import { koopman } from '../intervals/koopman.ts'
import type { Measure } from '../numbers/measure.ts'
import { quantileOf } from '../profile/sample-statistics.ts'
import { isNumber } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import type { Share } from './rates.ts'
import { measured } from './share-measures.ts'
import { comparisonsOf, jointQuantile, MOST_PAIRED } from './spread.ts'

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
  const best = rates.filter(isNumber).reduce((most, rate) => Math.max(most, rate), 0)
  return rates.map((rate) => (isNumber(rate) ? (best === 0 ? 'zero-denominator' : rate / best) : rate))
}

/** Where the ratio of one rate to the largest of all lies while the intervals of the ratios to each of the others hold. */
function ratioToLargest(one: Share, others: readonly Share[], z: number): Interval {
  let [lower, upper] = [1, 1]
  for (const other of others) {
    // Nothing over nothing may be any ratio.
    const interval =
      one.successes === 0 && other.successes === 0 ? { lower: 0, upper: 1 } : koopman(one.successes, one.trials, other.successes, other.trials, z)
    lower = Math.min(lower, interval.lower)
    upper = Math.min(upper, interval.upper)
  }
  return { lower, upper }
}

/**
 * `impactRatios` of shares with trials, each with an interval. The best group is chosen after looking, so the intervals of all
 * pairs are made to hold together (Šidák over Koopman's ratios): then every group's lies between the smallest of its lower and the
 * smallest of its upper ends, at most 1. Of very many groups each is compared with the best alone, and the best with the next.
 */
export function impactRatioMeasures(shares: readonly Share[]): Measure[] {
  const z = jointQuantile(comparisonsOf(shares))
  const byRate = shares.toSorted((a, b) => b.successes / b.trials - a.successes / a.trials)
  const compared = byRate.slice(0, shares.length > MOST_PAIRED ? 2 : shares.length)
  return impactRatios(shares).map((ratio, at) =>
    measured(
      ratio,
      (value) => {
        const others = compared.filter((other) => other !== shares[at])
        const { lower, upper } = ratioToLargest(shares[at], others, z)
        return around(value, lower, upper)
      },
      'koopman-sidak',
    ),
  )
}

/** Scoring rates (Local Law 144, for tools that score): rows of each group above the median of all scores. NaN scores and code -1 are no rows. */
export function scoringShares(scores: Float64Array, codes: Int32Array, groups: number): { median: number; shares: Share[] } {
  const median = quantileOf(scores.filter((score) => !Number.isNaN(score)).sort(), 0.5, 'linear')
  const shares = Array.from({ length: groups }, () => ({ successes: 0, trials: 0 }))
  for (let row = 0; row < scores.length; row++) {
    if (codes[row] < 0 || Number.isNaN(scores[row])) continue
    const share = shares[codes[row]]
    share.trials++
    if (scores[row] > median) share.successes++
  }
  return { median, shares }
}
