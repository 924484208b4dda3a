import { logitInterval } from '../intervals/bounded.ts'
import { correlationInterval } from '../intervals/correlation.ts'
import type { Measure } from '../numbers/measure.ts'

const STEP = 1e-3

/** A function of a confusion matrix (counts by class in truth and by decision) that stays the same when all are doubled. */
type Functional = (counts: readonly (readonly number[])[]) => number

/** Standard error by the infinitesimal jackknife: by how much one more row of each occupied cell moves the value. */
function standardError(counts: readonly (readonly number[])[], of: Functional): number {
  const moved = counts.map((row) => [...row])
  let squares = 0
  for (const row of moved) {
    for (let p = 0; p < row.length; p++) {
      const count = row[p]
      if (count === 0) continue
      row[p] = count + STEP
      const above = of(moved)
      row[p] = count - STEP
      squares += count * ((above - of(moved)) / (2 * STEP)) ** 2
      row[p] = count
    }
  }
  // A value that no row moves is left with rounding alone.
  const error = Math.sqrt(squares)
  return error > 1e-9 ? error : 0
}

/** A share in [0, 1] computed from a confusion matrix of `rows` > 0, with its interval on the logit scale. */
export const jackknifeShare = (counts: readonly (readonly number[])[], rows: number, of: Functional): Measure =>
  logitInterval(of(counts), standardError(counts, of), rows, 'jackknife-logit')

/** A coefficient in [-1, 1] computed from a confusion matrix of `rows` > 0, with its interval on Fisher's z scale. */
export const jackknifeCoefficient = (counts: readonly (readonly number[])[], rows: number, of: Functional): Measure =>
  correlationInterval(of(counts), standardError(counts, of), rows, 'jackknife-fisher')
