import type { Interval } from '../intervals/interval.ts'

const DEVIATIONS = 3

/**
 * Between which values a measure stays while nothing happens: its mean over windows of the reference and three standard
 * deviations either way, within [lowest, highest]. Windows without a value (NaN) are left out; null when none has one.
 */
export function controlLimits(values: readonly number[], lowest: number, highest: number): Interval | null {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return null
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const reach = DEVIATIONS * Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length)
  return { lower: Math.max(lowest, mean - reach), upper: Math.min(highest, mean + reach) }
}
