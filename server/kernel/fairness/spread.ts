import { around, Z95 } from '../intervals/interval.ts'
import { koopman } from '../intervals/koopman.ts'
import { newcombe } from '../intervals/newcombe.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { normalUpperQuantile } from '../numbers/normal.ts'
import type { Share } from './rates.ts'

const rateOf = ({ successes, trials }: Share): number => successes / trials
const extremes = (shares: readonly Share[]): { low: Share; high: Share } => ({
  low: shares.reduce((a, b) => (rateOf(b) < rateOf(a) ? b : a)),
  high: shares.reduce((a, b) => (rateOf(b) > rateOf(a) ? b : a)),
})

/** Beyond this many groups only the extreme ones are set against others, at the level that all pairs ask for. */
export const MOST_PAIRED = 40

/** Ordered pairs of different shares, or only the extreme pair where there are too many. */
function pairsOf(shares: readonly Share[]): [one: Share, other: Share][] {
  if (shares.length > MOST_PAIRED) {
    const { low, high } = extremes(shares)
    return [[high, low]]
  }
  return shares.flatMap((one) => shares.filter((other) => other !== one).map((other): [Share, Share] => [one, other]))
}

export const comparisonsOf = (shares: readonly Share[]): number => (shares.length * (shares.length - 1)) / 2

/** Normal quantile that makes `comparisons` intervals hold together at 95 % (Šidák, JASA 62, 1967). */
export const jointQuantile = (comparisons: number): number => (comparisons < 2 ? Z95 : normalUpperQuantile((1 - 0.95 ** (1 / comparisons)) / 2))

/**
 * Largest minus smallest rate of several families of shares, the worst family counted. The interval holds although
 * the extreme groups were chosen after looking: intervals of all pairs of all families hold together, so the true
 * spread lies between the largest of their lower and the largest of their upper ends.
 */
export function spreadDifference(families: readonly (readonly Share[])[]): Measure {
  if (families.some((shares) => shares.length < 2)) return undefinedBecause('fewer-than-two-groups')
  const z = jointQuantile(families.reduce((sum, shares) => sum + comparisonsOf(shares), 0))
  let [value, lower, upper] = [0, 0, 0]
  for (const shares of families) {
    const { low, high } = extremes(shares)
    value = Math.max(value, rateOf(high) - rateOf(low))
    for (const [one, other] of pairsOf(shares)) {
      const interval = newcombe(one.successes, one.trials, other.successes, other.trials, z)
      lower = Math.max(lower, interval.lower)
      upper = Math.max(upper, interval.upper)
    }
  }
  return { value, ...around(value, lower, upper), method: 'newcombe-sidak' }
}

/** Smallest over largest rate of shares, with an interval on the same grounds; undefined where every rate is 0. */
export function spreadRatio(shares: readonly Share[]): Measure {
  if (shares.length < 2) return undefinedBecause('fewer-than-two-groups')
  const { low, high } = extremes(shares)
  if (high.successes === 0) return undefinedBecause('zero-rate')
  const z = jointQuantile(comparisonsOf(shares))
  const value = rateOf(low) / rateOf(high)
  let [lower, upper] = [1, 1]
  for (const [one, other] of pairsOf(shares)) {
    if (one.successes === 0) continue
    const interval = koopman(other.successes, other.trials, one.successes, one.trials, z)
    lower = Math.min(lower, interval.lower)
    upper = Math.min(upper, interval.upper)
  }
  return { value, ...around(value, lower, upper), method: 'koopman-sidak' }
}
