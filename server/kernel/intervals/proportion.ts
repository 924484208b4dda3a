import { betaQuantile } from '../numbers/quantiles.ts'
import { normalSf } from '../numbers/normal.ts'
import { Z95 } from './interval.ts'
import type { Interval } from './interval.ts'

const clipped = (lower: number, upper: number, least: number): Interval => ({ lower: Math.max(least, lower), upper: Math.min(1, upper) })

/** Exact interval of a proportion (Clopper & Pearson, Biometrika 26, 1934): never below its level, conservative. `z` names the level. */
export function clopperPearson(successes: number, trials: number, z: number = Z95): Interval {
  const tail = normalSf(z)
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    upper: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  }
}

/** Equal-tailed interval under Jeffreys' prior, Beta(1/2, 1/2). */
export function jeffreys(successes: number, trials: number, z: number = Z95): Interval {
  const tail = normalSf(z)
  const quantile = (p: number) => betaQuantile(p, successes + 0.5, trials - successes + 0.5)
  return { lower: quantile(tail), upper: quantile(1 - tail) }
}

/** Wald's interval about Wilson's centre (Agresti & Coull, Am. Stat. 52, 1998), cut to [0, 1]. */
export function agrestiCoull(successes: number, trials: number, z: number = Z95): Interval {
  const size = trials + z * z
  const centre = (successes + (z * z) / 2) / size
  const half = z * Math.sqrt((centre * (1 - centre)) / size)
  return clipped(centre - half, centre + half, 0)
}

/** Wald's interval of a proportion, cut to [0, 1]. To compare with others' only: it falls far below its level for few rows. */
export function wald(successes: number, trials: number, z: number = Z95): Interval {
  const p = successes / trials
  const half = z * Math.sqrt((p * (1 - p)) / trials)
  return clipped(p - half, p + half, 0)
}

/** Wald's interval of x1/n1 - x2/n2; to compare with others' only. */
export function waldDifference(x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval {
  const [p1, p2] = [x1 / n1, x2 / n2]
  const half = z * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  return { lower: p1 - p2 - half, upper: p1 - p2 + half }
}

/** Wald's interval of a difference with one success and one failure added to each side (Agresti & Caffo, Am. Stat. 54, 2000). */
export const agrestiCaffo = (x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval => waldDifference(x1 + 1, n1 + 2, x2 + 1, n2 + 2, z)

/** Interval of (x1/n1) / (x2/n2) on the logarithmic scale (Katz et al., Biometrics 34, 1978); throws RangeError where a count is 0. */
export function katz(x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval {
  if (!(x1 > 0 && x2 > 0)) throw new RangeError('the logarithm of a ratio with nothing has no spread')
  const half = z * Math.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
  const ratio = x1 / n1 / (x2 / n2)
  return { lower: ratio * Math.exp(-half), upper: ratio * Math.exp(half) }
}

/** Katz's interval with half a row added to every count (Walter, Biometrika 62, 1975): takes counts of 0. */
export const katzAdjusted = (x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval => katz(x1 + 0.5, n1 + 0.5, x2 + 0.5, n2 + 0.5, z)
