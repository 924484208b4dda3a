import { logitInterval } from '../intervals/bounded.ts'
import { newcombe } from '../intervals/newcombe.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { bootstrapTable } from './bootstrap-table.ts'
import type { Lift } from './performance-result.ts'
import type { RankTable } from './rank-table.ts'

/** Gini's coefficient, twice the area under the ROC curve minus one. */
export function giniOf(area: Measure): Measure {
  if ('undefined' in area) return area
  const stretch = (x: number) => 2 * x - 1
  return { value: stretch(area.value), lower: stretch(area.lower), upper: stretch(area.upper), method: area.method }
}

/**
 * The largest difference between the shares of positives and of negatives that a threshold decides positive, and that
 * threshold: with Newcombe's interval at it, which holds for many rows.
 */
export function kolmogorovSmirnov({ scores, positives, negatives, positive, negative }: RankTable): { measure: Measure; threshold: number | null } {
  if (positive === 0 || negative === 0) return { measure: undefinedBecause('one-class'), threshold: null }
  let [hits, alarms] = [0, 0]
  let best = { distance: 0, hits: 0, alarms: 0, threshold: scores[0] }
  for (let k = 0; k < scores.length; k++) {
    hits += positives[k]
    alarms += negatives[k]
    const distance = Math.abs(hits * negative - alarms * positive)
    if (distance >= best.distance) best = { distance, hits, alarms, threshold: k + 1 < scores.length ? scores[k + 1] : scores[k] }
  }
  const value = best.distance / (positive * negative)
  const difference = newcombe(best.hits, positive, best.alarms, negative)
  const [lower, upper] = best.hits * negative >= best.alarms * positive ? [difference.lower, difference.upper] : [-difference.upper, -difference.lower]
  return {
    measure: { value, lower: Math.min(value, Math.max(0, lower)), upper: Math.max(value, Math.min(1, upper)), method: 'newcombe' },
    threshold: best.threshold,
  }
}

/** Area between the points of the precision-recall curve by trapezoids, above average precision and too favourable. */
function trapezoidArea({ positives, negatives, positive }: RankTable): number {
  let [hits, rows, precision, area] = [0, 0, 1, 0]
  for (let k = 0; k < positives.length; k++) {
    hits += positives[k]
    rows += positives[k] + negatives[k]
    const next = rows === 0 ? precision : hits / rows
    area += (positives[k] * (precision + next)) / 2
    precision = next
  }
  return area / positive
}

/** The area under the precision-recall curve by trapezoids, as scikit-learn's `auc` gives it, with a bootstrap interval. */
export function precisionRecallArea(table: RankTable): Measure {
  if (table.positive === 0) return undefinedBecause('no-positives')
  const value = trapezoidArea(table)
  const error = table.negative === 0 ? 0 : bootstrapTable(table, trapezoidArea).standardError
  return logitInterval(value, error, table.positive, 'bootstrap-logit')
}

/**
 * How many times more positives than by chance are among the highest-scored share of rows. Rows of one score that the border
 * divides count in part (`lift`); `captured`: share of all positives found there. Empty without positives.
 */
export function liftTable(table: RankTable, shares: readonly number[]): Lift[] {
  const n = table.positive + table.negative
  if (table.positive === 0) return []
  return shares.map((share) => {
    // Hundredths as whole numbers: the product with n is then exact.
    const rows = Math.ceil((Math.round(share * 100) * n) / 100)
    let [taken, hits] = [0, 0]
    for (let k = 0; taken < rows; k++) {
      const held = table.positives[k] + table.negatives[k]
      const part = Math.min(1, (rows - taken) / held)
      hits += table.positives[k] * part
      taken += held * part
    }
    return { share, rows, lift: hits / rows / (table.positive / n), captured: hits / table.positive }
  })
}
