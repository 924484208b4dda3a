import { logitInterval } from '../intervals/bounded.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import type { MulticlassMetric } from './performance-result.ts'

type RankingMetric = Extract<MulticlassMetric, `rocAuc${string}`>
const NAMES: readonly RankingMetric[] = ['rocAucOvrMacro', 'rocAucOvrWeighted', 'rocAucOvoMacro', 'rocAucOvoWeighted']
export const noRanking = (why: Parameters<typeof undefinedBecause>[0]): Record<RankingMetric, Measure> =>
  Object.fromEntries(NAMES.map((name) => [name, undefinedBecause(why)])) as Record<RankingMetric, Measure>

/** A sum of weighted areas, and by how much each row moves it through the areas (its influence over the number of rows). */
interface Total {
  value: number
  influence: Float64Array
}

/**
 * Area under the ROC curve of two sets of rows, each by score from the highest, ties counted half. Leaves in `placed` each
 * row's placement value as in DeLong's variance: the share of the other set that it is on the right side of.
 */
function placeRows(scores: Float64Array, high: Uint32Array, low: Uint32Array, placed: Float64Array): number {
  let [h, l, wins] = [0, 0, 0]
  while (h < high.length || l < low.length) {
    const score = Math.max(h < high.length ? scores[high[h]] : -Infinity, l < low.length ? scores[low[l]] : -Infinity)
    let [tiedHigh, tiedLow] = [h, l]
    while (tiedHigh < high.length && scores[high[tiedHigh]] === score) tiedHigh++
    while (tiedLow < low.length && scores[low[tiedLow]] === score) tiedLow++
    const below = low.length - (l + tiedLow) / 2
    const above = (h + tiedHigh) / 2
    wins += (tiedHigh - h) * below
    for (; h < tiedHigh; h++) placed[high[h]] = below / low.length
    for (; l < tiedLow; l++) placed[low[l]] = above / high.length
  }
  return wins / (high.length * low.length)
}

/** Adds an area to a total. */
function add(total: Total, weight: number, area: number, sides: readonly Uint32Array[], placed: Float64Array): void {
  total.value += weight * area
  for (const rows of sides) for (const row of rows) total.influence[row] += (weight * (placed[row] - area)) / rows.length
}

/** A total with its interval; `moved`: what a row adds by changing the weights. */
function measureOf({ value, influence }: Total, moved: (row: number) => number): Measure {
  const error = Math.sqrt(influence.reduce((sum, own, row) => sum + (own + moved(row)) ** 2, 0))
  return logitInterval(value, error > 1e-12 ? error : 0, influence.length, 'jackknife-logit')
}

/** Rows of each class in truth, in the order given. */
function rowsByClass(order: Uint32Array, truth: Int32Array, counts: Float64Array): Uint32Array[] {
  const held = Array.from(counts, (count) => new Uint32Array(count))
  const filled = counts.map(() => 0)
  for (const row of order) held[truth[row]][filled[truth[row]]++] = row
  return held
}

/**
 * Areas under ROC curves of several classes: of each class against the rest, and of each pair of classes (Hand and Till,
 * Machine Learning 45, 2001), plain and weighted by how often classes occur. Every class must occur. Standard errors are the
 * infinitesimal jackknife's, exact from placement values. Each column of scores is sorted once, and nothing is kept of a pair
 * but its part in the sums.
 *
 * @param probabilities rows × classes; `truth` an index of a class a row
 */
export function rankClasses(probabilities: Float64Array, truth: Int32Array, classes: number): Record<RankingMetric, Measure> {
  const rows = truth.length
  const counts = new Float64Array(classes)
  for (const t of truth) counts[t]++
  if (classes < 2 || counts.some((count) => count === 0)) return noRanking('missing-class')
  const total = (): Total => ({ value: 0, influence: new Float64Array(rows) })
  const [ovr, ovrWeighted, ovo, ovoWeighted] = [total(), total(), total(), total()]
  const [ofRest, ofPairs] = [new Float64Array(classes), new Float64Array(classes)]
  const [every, placed] = [Uint32Array.from(truth.keys()), new Float64Array(rows)]
  for (let c = 0; c < classes; c++) {
    const scores = Float64Array.from(truth, (_, row) => probabilities[row * classes + c])
    const order = every.toSorted((a, b) => scores[b] - scores[a])
    const held = rowsByClass(order, truth, counts)
    const rest = [held[c], order.filter((row) => truth[row] !== c)] as const
    ofRest[c] = placeRows(scores, ...rest, placed)
    add(ovr, 1 / classes, ofRest[c], rest, placed)
    add(ovrWeighted, counts[c] / rows, ofRest[c], rest, placed)
    for (let other = 0; other < classes; other++) {
      if (other === c) continue
      const pair = [held[c], held[other]] as const
      const area = placeRows(scores, ...pair, placed)
      // Both columns of a pair count half.
      add(ovo, 1 / classes / (classes - 1), area, pair, placed)
      add(ovoWeighted, (counts[c] + counts[other]) / rows / (classes - 1) / 2, area, pair, placed)
      for (const one of [c, other]) ofPairs[one] += area / (classes - 1) / 2
    }
  }
  const still = () => 0
  return {
    rocAucOvrMacro: measureOf(ovr, still),
    rocAucOvrWeighted: measureOf(ovrWeighted, (row) => (ofRest[truth[row]] - ovrWeighted.value) / rows),
    rocAucOvoMacro: measureOf(ovo, still),
    rocAucOvoWeighted: measureOf(ovoWeighted, (row) => (ofPairs[truth[row]] - ovoWeighted.value) / rows),
  }
}

/** Whether the true class is among the two of the highest scores; of equal scores the later class comes first, as in scikit-learn. */
export function isAmongTopTwo(probabilities: Float64Array, from: number, classes: number, truth: number): boolean {
  let above = 0
  for (let c = 0; c < classes; c++) {
    const gap = probabilities[from + c] - probabilities[from + truth]
    if (gap > 0 || (gap === 0 && c > truth)) above++
  }
  return above < 2
}
