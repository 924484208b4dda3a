import { around, Z95 } from './interval.ts'
import type { Interval } from './interval.ts'

/**
 * Score interval of a proportion (Wilson, JASA 22, 1927): `successes` of `trials` > 0, which may be fractional (a mean
 * of values in [0, 1], for which it is conservative). In [0, 1], never of width 0.
 */
export function wilson(successes: number, trials: number, z: number = Z95): Interval {
  const p = successes / trials
  const square = (z * z) / trials
  const half = z * Math.sqrt((p * (1 - p)) / trials + square / (4 * trials))
  const lower = p === 0 ? 0 : (p + square / 2 - half) / (1 + square)
  const upper = p === 1 ? 1 : (p + square / 2 + half) / (1 + square)
  return around(p, Math.max(0, lower), Math.min(1, upper))
}
