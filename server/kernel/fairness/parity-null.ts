import { binomialTable } from '../numbers/binomial-table.ts'
import type { Random } from '../numbers/random.ts'
import type { Share } from './rates.ts'

/** How far rates of groups lie apart by chance alone, when every group has the pooled rate. */
export interface Parity {
  /** Share of such draws in which the largest minus the smallest rate is at least as large as it was; never 0. */
  pValue: number
  /** The difference that chance stays below in 95 % of draws. */
  null95: number
  /** The same of the smallest over the largest rate: at most as it was, and above `null5` in 95 % of draws. */
  ratio: { pValue: number; null5: number }
  draws: number
}

/** Draws of single rates that a null is made of at most, and draws of all rates at least. */
const MOST_RATES = 2_000_000
const LEAST_DRAWS = 200

/** Two spreads that differ by rounding are the same one. */
const SAME = 1e-12

/**
 * The spread of rates against its null distribution: one binomial a group at the pooled rate, conditional on group
 * sizes. The largest minus the smallest of ten rates is never 0, so its own interval says little about parity; this
 * does. Of more than a thousand groups fewer sets are drawn. Null below two groups with trials.
 */
export function parityNull(shares: readonly Share[], random: Random, wanted: number): Parity | null {
  const counted = shares.filter(({ trials }) => trials > 0)
  if (counted.length < 2) return null
  const draws = Math.min(wanted, Math.max(LEAST_DRAWS, Math.floor(MOST_RATES / counted.length)))
  const [low, high] = [new Float64Array(draws).fill(Infinity), new Float64Array(draws)]
  const pooled = counted.reduce((sum, { successes }) => sum + successes, 0) / counted.reduce((sum, { trials }) => sum + trials, 0)
  for (const { trials } of counted) {
    const draw = binomialTable(trials, pooled)
    for (let i = 0; i < draws; i++) {
      const rate = draw(random) / trials
      if (rate < low[i]) low[i] = rate
      if (rate > high[i]) high[i] = rate
    }
  }
  const rates = counted.map(({ successes, trials }) => successes / trials)
  const [least, most] = rates.reduce(([low0, high0], rate) => [Math.min(low0, rate), Math.max(high0, rate)], [Infinity, 0])
  const differences = low.map((rate, i) => high[i] - rate)
  const ratios = low.map((rate, i) => (high[i] === 0 ? 1 : rate / high[i]))
  const ratio = most === 0 ? 1 : least / most
  const share = (count: number): number => (1 + count) / (1 + draws)
  const asWide = differences.reduce((count, drawn) => count + (drawn >= most - least - SAME ? 1 : 0), 0)
  const asLow = ratios.reduce((count, drawn) => count + (drawn <= ratio + SAME ? 1 : 0), 0)
  return {
    pValue: share(asWide),
    null95: differences.sort()[Math.ceil(0.95 * draws) - 1],
    ratio: { pValue: share(asLow), null5: ratios.sort()[Math.floor(0.05 * draws)] },
    draws,
  }
}
