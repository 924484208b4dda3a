import { logitInterval } from '../intervals/bounded.ts'
import { correlationInterval } from '../intervals/correlation.ts'
import type { Measure } from '../numbers/measure.ts'

/** A confusion matrix (counts by class in truth and by decision) with its sums. */
export interface Margins {
  counts: readonly (readonly number[])[]
  inTruth: number[]
  decided: number[]
  n: number
  hits: number
}

export function marginsOf(counts: Margins['counts']): Margins {
  const decided = counts.map(() => 0)
  const inTruth = counts.map((row) => row.reduce((sum, count, p) => ((decided[p] += count), sum + count), 0))
  return { counts, inTruth, decided, n: inTruth.reduce((sum, count) => sum + count, 0), hits: counts.reduce((sum, row, c) => sum + row[c], 0) }
}

/** By how much one more row of class t decided as p moves a value: its derivative by that count, asked for of occupied cells only. */
export type Influence = (t: number, p: number) => number

/** Standard error by the infinitesimal jackknife of a value that stays the same when all counts are doubled. */
function standardError({ counts }: Margins, influence: Influence): number {
  const squares = counts.reduce((sum, row, t) => row.reduce((part, count, p) => part + (count === 0 ? 0 : count * influence(t, p) ** 2), sum), 0)
  // A value that no row moves is left with rounding alone.
  const error = Math.sqrt(squares)
  return error > 1e-12 ? error : 0
}

/** A share in [0, 1] computed from a confusion matrix of at least one row, with its interval on the logit scale. */
export const jackknifeShare = (margins: Margins, value: number, influence: Influence): Measure =>
  logitInterval(value, standardError(margins, influence), margins.n, 'jackknife-logit')

/** A coefficient in [-1, 1] computed from a confusion matrix of at least one row, with its interval on Fisher's z scale. */
export const jackknifeCoefficient = (margins: Margins, value: number, influence: Influence): Measure =>
  correlationInterval(value, standardError(margins, influence), margins.n, 'jackknife-fisher')
