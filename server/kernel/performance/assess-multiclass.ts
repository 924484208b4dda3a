import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure, UndefinedReason } from '../numbers/measure.ts'
import { agreement } from './agreement.ts'
import { equalWidthGap } from './calibration.ts'
import { probabilitiesOf } from './class-probabilities.ts'
import { jackknifeShare, marginsOf } from './confusion-jackknife.ts'
import type { Influence, Margins } from './confusion-jackknife.ts'
import { f1Of, shareOf } from './share-measures.ts'
import { LARGEST_LOG_LOSS, logLossOf, meanLoss } from './losses.ts'
import { isAmongTopTwo, noRanking, rankClasses } from './multiclass-ranking.ts'
import type { ClassMeasures, MulticlassResult } from './performance-result.ts'

const CALIBRATION_BINS = 10

export interface MulticlassInput {
  task: 'multiclass'
  /** Index into `classes` a row; -1: the model gave none. */
  predicted: Int32Array
  /** Index into `classes` a row; -1: not known. */
  truth: Int32Array
  classes: readonly string[]
  /** Probabilities, rows × classes. */
  scores?: Float64Array
}

/**
 * Mean of a rate over the classes that occur in truth or in decisions; a rate without a denominator counts 0, as
 * scikit-learn's does. `influence`: what one more row of class t decided as p adds to the sum of rates.
 */
const macro = (margins: Margins, rates: readonly number[], influence: Influence): Measure =>
  margins.n === 0
    ? undefinedBecause('no-rows')
    : jackknifeShare(margins, rates.reduce((sum, rate) => sum + rate, 0) / rates.length, (t, p) => influence(t, p) / rates.length)

function macroMetrics(margins: Margins) {
  const { counts, inTruth, decided } = margins
  const present = inTruth.flatMap((count, c) => (count + decided[c] > 0 ? [c] : []))
  const ratio = (over: (c: number) => number) => counts.map((row, c) => (over(c) === 0 ? 0 : row[c] / over(c)))
  const [precision, recall] = [ratio((c) => decided[c]), ratio((c) => inTruth[c])]
  const f1 = ratio((c) => (inTruth[c] + decided[c]) / 2)
  const hit = (t: number, p: number) => (t === p ? 1 : 0)
  const ofPresent = (rates: readonly number[]) => present.map((c) => rates[c])
  return {
    precisionMacro: macro(margins, ofPresent(precision), (t, p) => (hit(t, p) - precision[p]) / decided[p]),
    recallMacro: macro(margins, ofPresent(recall), (t, p) => (hit(t, p) - recall[t]) / inTruth[t]),
    f1Macro: macro(margins, ofPresent(f1), (t, p) => {
      const both = t === p ? 2 / (inTruth[t] + decided[t]) : 0
      return both - f1[t] / (inTruth[t] + decided[t]) - f1[p] / (inTruth[p] + decided[p])
    }),
  }
}

const classMeasures = ({ counts, inTruth, decided }: Margins, classes: readonly string[]): ClassMeasures[] =>
  classes.map((name, c) => ({
    class: name,
    n: inTruth[c],
    predicted: decided[c],
    precision: shareOf(counts[c][c], decided[c], 'none-predicted'),
    recall: shareOf(counts[c][c], inTruth[c], 'no-positives'),
    f1: f1Of(counts[c][c], decided[c] - counts[c][c], inTruth[c] - counts[c][c], 'no-positives'),
  }))

/** Means of rates weighted by how often classes occur in truth, and rates of all decisions pooled. */
function pooledMetrics(margins: Margins, accuracy: Measure) {
  const { counts, inTruth, decided, n } = margins
  const rateOf = (c: number, size: number) => (size === 0 ? 0 : counts[c][c] / size)
  const [precision, f1] = [inTruth.map((_, c) => rateOf(c, decided[c])), inTruth.map((held, c) => rateOf(c, (held + decided[c]) / 2))]
  /** `moved`: what one more row adds to the sum of rates, each times how often its class occurs, by changing rates. */
  const weighted = (rates: readonly number[], moved: Influence): Measure => {
    if (n === 0) return undefinedBecause('no-rows')
    const value = rates.reduce((sum, rate, c) => sum + rate * inTruth[c], 0) / n
    return jackknifeShare(margins, value, (t, p) => (rates[t] - value + moved(t, p)) / n)
  }
  const half = (c: number) => inTruth[c] / (inTruth[c] + decided[c])
  const occurring = inTruth.filter((count) => count > 0).length
  const balanced = macro(
    margins,
    counts.flatMap((row, c) => (inTruth[c] > 0 ? [row[c] / inTruth[c]] : [])),
    (t, p) => ((t === p ? 1 : 0) - counts[t][t] / inTruth[t]) / inTruth[t],
  )
  return {
    precisionMicro: accuracy,
    recallMicro: accuracy,
    f1Micro: accuracy,
    precisionWeighted: weighted(precision, (t, p) => (inTruth[p] * ((t === p ? 1 : 0) - precision[p])) / decided[p]),
    recallWeighted: accuracy,
    f1Weighted: weighted(f1, (t, p) => (t === p ? 2 * half(t) : 0) - half(t) * f1[t] - half(p) * f1[p]),
    balancedAccuracy: occurring === 1 ? undefinedBecause('one-class') : balanced,
  }
}

/** Measures of the probabilities of the assessed rows. */
function probabilityMetrics({ classes, truth, predicted }: MulticlassInput, rows: readonly number[], probabilities: Float64Array) {
  const width = classes.length
  const known = Int32Array.from(rows, (row) => truth[row])
  const n = rows.length
  const top = known.reduce((count, t, i) => count + (isAmongTopTwo(probabilities, i * width, width, t) ? 1 : 0), 0)
  const decided = Float64Array.from(rows, (row, i) => Math.min(1, probabilities[i * width + predicted[row]]))
  const right = Uint8Array.from(rows, (row) => (predicted[row] === truth[row] ? 1 : 0))
  return {
    metrics: {
      logLoss: meanLoss(n, (i) => logLossOf(probabilities[i * width + known[i]]), LARGEST_LOG_LOSS),
      topTwoAccuracy: shareOf(top, n, 'no-rows'),
      ...rankClasses(probabilities, known, width),
    },
    calibration: equalWidthGap(decided, right, CALIBRATION_BINS),
  }
}

function withoutProbabilities(why: UndefinedReason) {
  return { metrics: { logLoss: undefinedBecause(why), topTwoAccuracy: undefinedBecause(why), ...noRanking(why) }, calibration: null }
}

/** Measures of a model of several classes, equal to scikit-learn's; see `assessPerformance`. */
export function assessMulticlass(input: MulticlassInput): MulticlassResult {
  const { predicted, truth, classes } = input
  if (predicted.length !== truth.length) throw new RangeError(`${predicted.length} decisions for ${truth.length} truths`)
  const counts = classes.map(() => classes.map(() => 0))
  const rows: number[] = []
  let unlabelled = 0
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] < 0) unlabelled++
    else if (predicted[row] >= 0) {
      counts[truth[row]][predicted[row]]++
      rows.push(row)
    }
  }
  const margins = marginsOf(counts)
  const accuracy = shareOf(margins.hits, margins.n, 'no-rows')
  const probabilities = probabilitiesOf(input, rows)
  const ofScores = typeof probabilities === 'string' ? withoutProbabilities(probabilities) : probabilityMetrics(input, rows, probabilities)
  return {
    task: 'multiclass',
    n: margins.n,
    unlabelled,
    unscored: truth.length - unlabelled - margins.n,
    metrics: { accuracy, ...macroMetrics(margins), ...ofScores.metrics, ...pooledMetrics(margins, accuracy), ...agreement(margins) },
    majorityShare: margins.n === 0 ? null : Math.max(...margins.inTruth) / margins.n,
    confusion: { classes: [...classes], counts },
    classes: classMeasures(margins, classes),
    calibration: ofScores.calibration,
  }
}
