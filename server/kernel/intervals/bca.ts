import { normalCdf, normalQuantile } from '../numbers/normal.ts'
import { around, Z95 } from './interval.ts'
import type { Interval } from './interval.ts'

/** A value that the statistic takes with one row left out, and how many rows give it. */
export interface LeftOneOut {
  value: number
  rows: number
}

/** How skewed the statistic is, from its values with one row left out. */
function acceleration(without: readonly LeftOneOut[]): number {
  const rows = without.reduce((sum, one) => sum + one.rows, 0)
  const mean = without.reduce((sum, one) => sum + one.rows * one.value, 0) / rows
  const moment = (power: number) => without.reduce((sum, one) => sum + one.rows * (mean - one.value) ** power, 0)
  const square = moment(2)
  return square > 0 ? moment(3) / (6 * square ** 1.5) : 0
}

/**
 * Bias-corrected and accelerated bootstrap interval of 95 % (Efron, JASA 82, 1987) from a statistic's `value`, its
 * replicates (sorted here, in place) and its values with one row left out.
 */
export function bcaInterval(value: number, replicates: Float64Array, without: readonly LeftOneOut[]): Interval {
  replicates.sort()
  const count = replicates.length
  const below = replicates.reduce((sum, one) => sum + (one < value ? 1 : one === value ? 0.5 : 0), 0)
  const bias = normalQuantile((below + 0.5) / (count + 1))
  const skew = acceleration(without)
  const end = (z: number): number => {
    const level = normalCdf(bias + (bias + z) / (1 - skew * (bias + z)))
    return replicates[Math.max(0, Math.min(count - 1, Math.floor(level * (count + 1)) - (z < 0 ? 1 : 0)))]
  }
  return around(value, end(-Z95), end(Z95))
}
