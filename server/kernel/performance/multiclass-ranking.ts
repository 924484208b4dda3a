import { logitInterval } from '../intervals/bounded.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import type { MulticlassMetric } from './performance-result.ts'

type RankingMetric = Extract<MulticlassMetric, `rocAuc${string}`>
const NAMES: readonly RankingMetric[] = ['rocAucOvrMacro', 'rocAucOvrWeighted', 'rocAucOvoMacro', 'rocAucOvoWeighted']
/** Beyond this many classes there are too many pairs. */
const MOST_CLASSES = 20

export const noRanking = (why: Parameters<typeof undefinedBecause>[0]): Record<RankingMetric, Measure> =>
  Object.fromEntries(NAMES.map((name) => [name, undefinedBecause(why)])) as Record<RankingMetric, Measure>

/** An area and by how much each row moves it (its influence over the number of rows, 0 for rows that take no part). */
type Area = { value: number; influence: Float64Array }

/** Area under the ROC curve of the scores of the given rows, with placement values as in DeLong's variance. */
function areaOf(scores: Float64Array, isPositive: (row: number) => boolean, rows: Uint32Array, all: number): Area {
  const order = rows.toSorted((a, b) => scores[b] - scores[a])
  const positive = order.reduce((count, row) => count + (isPositive(row) ? 1 : 0), 0)
  const negative = order.length - positive
  const influence = new Float64Array(all)
  let [hits, alarms, wins] = [0, 0, 0]
  for (let from = 0; from < order.length;) {
    let [to, tiedHits, tiedAlarms] = [from, 0, 0]
    for (; to < order.length && scores[order[to]] === scores[order[from]]; to++) {
      if (isPositive(order[to])) tiedHits++
      else tiedAlarms++
    }
    const below = negative - alarms - tiedAlarms / 2
    const above = hits + tiedHits / 2
    for (let i = from; i < to; i++) influence[order[i]] = isPositive(order[i]) ? below / negative : above / positive
    wins += tiedHits * below
    hits += tiedHits
    alarms += tiedAlarms
    from = to
  }
  const value = wins / (positive * negative)
  for (const row of order) influence[row] = (influence[row] - value) / (isPositive(row) ? positive : negative)
  return { value, influence }
}

/** A sum of areas with its interval; `moved`: what a row adds by changing the weights. */
function meanArea(areas: readonly Area[], weights: readonly number[], rows: number, moved: (row: number, value: number) => number): Measure {
  const value = areas.reduce((sum, area, i) => sum + weights[i] * area.value, 0)
  let squares = 0
  for (let row = 0; row < rows; row++) {
    const own = areas.reduce((sum, { influence }, i) => sum + weights[i] * influence[row], 0)
    squares += (own + moved(row, value)) ** 2
  }
  const error = Math.sqrt(squares)
  return logitInterval(value, error > 1e-12 ? error : 0, rows, 'jackknife-logit')
}

/**
 * Areas under ROC curves of several classes: of each class against the rest, and of each pair of classes (Hand and Till,
 * Machine Learning 45, 2001), plain and weighted by how often classes occur. Every class must occur. Standard errors are the
 * infinitesimal jackknife's, exact from placement values.
 *
 * @param probabilities rows × classes; `truth` an index of a class a row
 */
export function rankClasses(probabilities: Float64Array, truth: Int32Array, classes: number): Record<RankingMetric, Measure> {
  const rows = truth.length
  const counts = new Float64Array(classes)
  for (const t of truth) counts[t]++
  if (classes < 2 || counts.some((count) => count === 0)) return noRanking('missing-class')
  const columns = Array.from(counts, (_, c) => Float64Array.from(truth, (_t, row) => probabilities[row * classes + c]))
  const every = Uint32Array.from(truth.keys())
  const still = () => 0
  const equal = (of: readonly unknown[]) => of.map(() => 1 / of.length)

  const against = columns.map((scores, c) => areaOf(scores, (row) => truth[row] === c, every, rows))
  const ovr = {
    rocAucOvrMacro: meanArea(against, equal(against), rows, still),
    rocAucOvrWeighted: meanArea(
      against,
      Array.from(counts, (count) => count / rows),
      rows,
      (row, value) => (against[truth[row]].value - value) / rows,
    ),
  }
  if (classes > MOST_CLASSES) return { ...noRanking('too-many-classes'), ...ovr }
  const pairs: Area[] = []
  const weights: number[] = []
  const ofClass = new Float64Array(classes)
  for (let a = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++) {
      const within = every.filter((row) => truth[row] === a || truth[row] === b)
      const [one, two] = [a, b].map((c) => areaOf(columns[c], (row) => truth[row] === c, within, rows))
      const value = (one.value + two.value) / 2
      pairs.push({ value, influence: one.influence.map((own, row) => (own + two.influence[row]) / 2) })
      weights.push((counts[a] + counts[b]) / rows / (classes - 1))
      ofClass[a] += value / (classes - 1)
      ofClass[b] += value / (classes - 1)
    }
  }
  return {
    ...ovr,
    rocAucOvoMacro: meanArea(pairs, equal(pairs), rows, still),
    rocAucOvoWeighted: meanArea(pairs, weights, rows, (row, value) => (ofClass[truth[row]] - value) / rows),
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
