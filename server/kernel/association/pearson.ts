import { centredMoments, scaledMean, unitFor } from '../numbers/centred-moments.ts'
import { betaI } from '../numbers/incomplete-beta.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Undefined } from '../numbers/measure.ts'
import { Sum } from '../numbers/sum.ts'

/** A correlation this near to 1 is one that rounding has touched. */
const ROUNDING = 5e-16

export type Correlation = { value: number; pValue: number }

/** Deviations from the mean in units of their root sum of squares; null for a constant. */
function standardised(values: Float64Array): Float64Array | null {
  const unit = unitFor(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
  const centre = scaledMean(values, unit)
  const { sum, squares } = centredMoments(values, centre, unit)
  if (squares === 0) return null
  const shift = sum / values.length
  return values.map((value) => (value * unit - centre - shift) / Math.sqrt(squares))
}

/**
 * Pearson's correlation of two columns of the same length without missing values, -1 to 1. p is two-sided, exact for normal values: (1 + r)/2 is a
 * beta variable with both parameters n/2 - 1.
 */
export function pearson(x: Float64Array, y: Float64Array): Correlation | Undefined {
  const n = x.length
  if (n < 2) return undefinedBecause('too-few-rows')
  const [a, b] = [standardised(x), standardised(y)]
  if (!a || !b) return undefinedBecause('no-variation')
  const sum = new Sum()
  a.forEach((value, row) => sum.add(value * b[row]))
  const value = 1 - Math.abs(sum.value) < ROUNDING ? Math.sign(sum.value) : sum.value
  if (n === 2) return { value: Math.sign(value), pValue: 1 }
  return { value, pValue: Math.min(1, 2 * betaI(n / 2 - 1, n / 2 - 1, (1 - Math.abs(value)) / 2)) }
}
