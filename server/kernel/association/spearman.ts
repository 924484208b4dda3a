import { studentTwoSided } from '../numbers/distributions.ts'
import type { Undefined } from '../numbers/measure.ts'
import { pearson } from './pearson.ts'
import type { Correlation } from './pearson.ts'

/** Row numbers from the smallest value to the largest. */
export const orderOf = (values: Float64Array): Uint32Array => Uint32Array.from(values, (_, row) => row).sort((a, b) => values[a] - values[b])

/** Ranks from 1, ties by the mean of theirs. */
export function midranks(values: Float64Array): Float64Array {
  const order = orderOf(values)
  const ranks = new Float64Array(values.length)
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++
    for (let at = from; at < to; at++) ranks[order[at]] = (from + to + 1) / 2
  }
  return ranks
}

/** Spearman's rank correlation of two columns of the same length without missing values; p by Student's t with n - 2 degrees of freedom. */
export function spearman(x: Float64Array, y: Float64Array): Correlation | Undefined {
  const found = pearson(midranks(x), midranks(y))
  if ('undefined' in found || x.length < 3) return found
  const t = found.value * Math.sqrt((x.length - 2) / ((1 - found.value) * (1 + found.value)))
  return { value: found.value, pValue: Number.isFinite(t) ? studentTwoSided(t, x.length - 2) : 0 }
}
