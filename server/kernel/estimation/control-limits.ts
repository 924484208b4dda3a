import type { Interval } from '../intervals/interval.ts'
import { expectedMeasures } from './expected-measures.ts'
import { ESTIMATED_MEASURES } from './sampling-errors.ts'
import type { EstimatedMeasure } from './sampling-errors.ts'

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

/** Fewer windows say too little of how much a measure varies, and more cost time only. */
const FEWEST_WINDOWS = 6
const MOST_WINDOWS = 50

/** Between which values each measure stayed over `windows` windows of the reference. */
export interface ReferenceLimits {
  windows: number
  limits: Partial<Record<EstimatedMeasure, Interval>>
}

/**
 * Control limits of two-class measures from windows of `size` consecutive rows whose truth is known, the first 50; null where
 * there are not six. `scores` finite, `truth` 1 or 0.
 */
export function referenceLimits(scores: Float64Array, truth: Uint8Array, threshold: number, size: number): ReferenceLimits | null {
  const windows = Math.min(MOST_WINDOWS, Math.floor(scores.length / size))
  if (!(windows >= FEWEST_WINDOWS)) return null
  const realised = Array.from({ length: windows }, (_, window) => {
    const [from, to] = [window * size, (window + 1) * size]
    // A known truth is a probability of 0 or 1.
    return expectedMeasures(scores.subarray(from, to), Float64Array.from(truth.subarray(from, to)), threshold).measures
  })
  const limits: ReferenceLimits['limits'] = {}
  for (const name of ESTIMATED_MEASURES) {
    const values = realised.map((measures) => measures[name]).filter((value) => !Number.isNaN(value))
    const found = values.length < FEWEST_WINDOWS ? null : controlLimits(values, 0, 1)
    if (found) limits[name] = found
  }
  return { windows, limits }
}
