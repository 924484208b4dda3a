import type { UndefinedReason } from '../numbers/measure.ts'
import type { MulticlassInput } from './assess-multiclass.ts'

/** Tolerance of the sum of a row of probabilities that were computed in single precision. */
const SUM_TOLERANCE = 1e-3
/** A sum no further off than doubles round is left as it is: dividing would part equal probabilities. */
const ROUNDING = 1e-12

/**
 * Probabilities of the given rows, rows × classes, each row divided by its sum; or why there are none. Throws RangeError
 * when scores and rows do not fit.
 */
export function probabilitiesOf({ scores, classes, truth }: MulticlassInput, rows: readonly number[]): Float64Array | UndefinedReason {
  if (!scores) return 'no-scores'
  if (rows.length === 0) return 'no-rows'
  const width = classes.length
  if (scores.length !== truth.length * width) throw new RangeError(`${scores.length} scores are not ${truth.length} rows of ${width} classes`)
  const probabilities = new Float64Array(rows.length * width)
  for (const [i, row] of rows.entries()) {
    let sum = 0
    for (let c = 0; c < width; c++) {
      const score = scores[row * width + c]
      if (!(score >= 0 && score <= 1 + SUM_TOLERANCE)) return 'not-probabilities'
      sum += score
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) return 'not-probabilities'
    const divisor = Math.abs(sum - 1) > ROUNDING ? sum : 1
    for (let c = 0; c < width; c++) probabilities[i * width + c] = scores[row * width + c] / divisor
  }
  return probabilities
}
