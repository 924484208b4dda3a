import { Z95 } from '../intervals/interval.ts'
import type { Interval } from '../intervals/interval.ts'
import { normalSf } from '../numbers/normal.ts'
import { Sum, sumOf } from '../numbers/sum.ts'

/** Placement values in row order: for a positive the share of negatives below it, for a negative that of positives above it, ties half. */
interface Placements {
  area: number
  positives: Float64Array
  negatives: Float64Array
}

const countBelow = (sorted: Float64Array, value: number, orEqual: boolean): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1
    else high = middle
  }
  return low
}

function placementsOf(scores: Float64Array, truth: Uint8Array): Placements {
  const [high, low] = [scores.filter((_, row) => truth[row] === 1), scores.filter((_, row) => truth[row] !== 1)]
  const below = (values: Float64Array, others: Float64Array): Float64Array => {
    const sorted = others.toSorted()
    return values.map((value) => (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / 2 / sorted.length)
  }
  const positives = below(high, low)
  return { area: sumOf(positives.length, (i) => positives[i]) / positives.length, positives, negatives: below(low, high).map((share) => 1 - share) }
}

function covarianceOf(a: Placements, b: Placements): number {
  const part = (one: Float64Array, other: Float64Array): number => {
    const sum = new Sum()
    for (let i = 0; i < one.length; i++) sum.add((one[i] - a.area) * (other[i] - b.area))
    return sum.value / (one.length - 1) / one.length
  }
  return part(a.positives, b.positives) + part(a.negatives, b.negatives)
}

/** Below this the areas do not vary apart, up to rounding: no test is possible. */
const NO_VARIANCE = 1e-15

export interface AreaComparison {
  areas: [number, number]
  variances: [number, number]
  covariance: number
  difference: number
  /** Variance of the difference. */
  variance: number
  /** Null where the difference has no variance: then there is nothing to test. */
  test: { z: number; pValue: number; interval: Interval } | null
}

function compared(one: Placements, other: Placements, covariance: number): AreaComparison {
  const variances: [number, number] = [covarianceOf(one, one), covarianceOf(other, other)]
  const variance = Math.max(0, variances[0] + variances[1] - 2 * covariance)
  const difference = one.area - other.area
  const error = Math.sqrt(variance)
  const z = difference / error
  return {
    areas: [one.area, other.area],
    variances,
    covariance,
    difference,
    variance,
    test:
      variance > NO_VARIANCE ? { z, pValue: 2 * normalSf(Math.abs(z)), interval: { lower: difference - Z95 * error, upper: difference + Z95 * error } } : null,
  }
}

/**
 * Areas under the ROC curves of two scores of the same rows, and whether they differ (DeLong, DeLong & Clarke-Pearson,
 * Biometrics 44, 1988; two-sided p, Wald's interval). Needs two rows of each class; scores without NaN.
 */
export function comparePairedAreas(truth: Uint8Array, one: Float64Array, other: Float64Array): AreaComparison {
  const placements = [placementsOf(one, truth), placementsOf(other, truth)] as const
  return compared(...placements, covarianceOf(...placements))
}

/** The same of two disjoint sets of rows, as two groups of people are. */
export const compareUnpairedAreas = (one: { scores: Float64Array; truth: Uint8Array }, other: { scores: Float64Array; truth: Uint8Array }): AreaComparison =>
  compared(placementsOf(one.scores, one.truth), placementsOf(other.scores, other.truth), 0)
