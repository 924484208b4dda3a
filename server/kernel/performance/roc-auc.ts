import { logitInterval } from '../intervals/bounded.ts'
import { around, Z95 } from '../intervals/interval.ts'
import type { Interval } from '../intervals/interval.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { Sum } from '../numbers/sum.ts'
import type { RankTable } from './rank-table.ts'

/** Area under the ROC curve, ties counted half; both classes must be there. */
function areaOf(table: RankTable): number {
  let wins = 0
  let below = table.negative
  for (let k = 0; k < table.scores.length; k++) {
    below -= table.negatives[k]
    wins += table.positives[k] * (below + table.negatives[k] / 2)
  }
  return wins / (table.positive * table.negative)
}

/** Variance of the area by placement values (DeLong, DeLong & Clarke-Pearson, Biometrics 44, 1988); NaN below two of a class. */
export function delongVariance(table: RankTable): number {
  const area = areaOf(table)
  const [ofPositives, ofNegatives] = [new Sum(), new Sum()]
  let [above, below] = [0, table.negative]
  for (let k = 0; k < table.scores.length; k++) {
    below -= table.negatives[k]
    const placedPositive = (below + table.negatives[k] / 2) / table.negative
    const placedNegative = (above + table.positives[k] / 2) / table.positive
    above += table.positives[k]
    ofPositives.add(table.positives[k] * (placedPositive - area) ** 2)
    ofNegatives.add(table.negatives[k] * (placedNegative - area) ** 2)
  }
  if (table.positive < 2 || table.negative < 2) return NaN
  return ofPositives.value / (table.positive - 1) / table.positive + ofNegatives.value / (table.negative - 1) / table.negative
}

/** Where |θ - area| is `z` standard errors at θ (Newcombe, Statist. Med. 25, 2006, method 5): has width at 0 and 1 too. */
function newcombeArea(area: number, positive: number, negative: number): Interval {
  const size = (positive + negative) / 2 - 1
  const error = (theta: number) =>
    Math.sqrt((theta * (1 - theta) * (1 + (size * (1 - theta)) / (2 - theta) + (size * theta) / (1 + theta))) / (positive * negative))
  const end = (edge: number) => {
    let [inside, outside] = [area, edge]
    for (let round = 0; round < 100; round++) {
      const middle = (inside + outside) / 2
      if (Math.abs(middle - area) <= Z95 * error(middle)) inside = middle
      else outside = middle
    }
    return inside
  }
  return around(area, end(0), end(1))
}

/** Area under the ROC curve with DeLong's interval on the logit scale, or Newcombe's where that has no room. */
export function rocAuc(table: RankTable): Measure {
  if (table.positive === 0 || table.negative === 0) return undefinedBecause('one-class')
  const value = areaOf(table)
  const error = Math.sqrt(delongVariance(table))
  if (error > 0 && value > 0 && value < 1) return logitInterval(value, error, table.positive + table.negative, 'delong-logit')
  return { value, ...newcombeArea(value, table.positive, table.negative), method: 'newcombe-auc' }
}
