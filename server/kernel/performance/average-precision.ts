import { logitInterval } from '../intervals/bounded.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { Sum } from '../numbers/sum.ts'
import type { RankTable } from './rank-table.ts'

/**
 * Average precision: precision at each distinct score, weighted by the positives that hold it (step-wise, as
 * scikit-learn), of at least one positive. Its standard error is the infinitesimal jackknife's: the root of the sum of
 * squares of what each row contributes, computed exactly in one pass.
 */
export function averagePrecisionWithError(table: RankTable): { value: number; standardError: number } {
  const { positive, negative, positives, negatives } = table
  const sum = new Sum()
  let [hits, rows] = [0, 0]
  for (let k = 0; k < positives.length; k++) {
    hits += positives[k]
    rows += positives[k] + negatives[k]
    sum.add(positives[k] * (hits / rows))
  }
  const value = sum.value / positive

  // From the lowest score up: what a row adds to the precision at its own score and at every lower one.
  const squares = new Sum()
  let [gain, loss] = [0, 0]
  for (let k = positives.length - 1; k >= 0; k--) {
    gain += (positives[k] * (rows - hits)) / rows / rows
    loss += (positives[k] * hits) / rows / rows
    squares.add(positives[k] * (hits / rows - value + gain) ** 2 + negatives[k] * loss ** 2)
    hits -= positives[k]
    rows -= positives[k] + negatives[k]
  }
  return { value, standardError: negative === 0 ? 0 : Math.sqrt(squares.value) / positive }
}

/** Average precision with its interval on the logit scale. */
export function averagePrecision(table: RankTable): Measure {
  if (table.positive === 0) return undefinedBecause('no-positives')
  const { value, standardError } = averagePrecisionWithError(table)
  return logitInterval(value, standardError, table.positive, 'jackknife-logit')
}
