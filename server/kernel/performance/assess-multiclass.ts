import { logitInterval } from '../intervals/bounded.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { f1Of, shareOf } from './assess-binary.ts'
import { LARGEST_LOG_LOSS, logLossOf, meanLoss } from './losses.ts'
import type { ClassMeasures, MulticlassResult } from './performance-result.ts'

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

interface Margins {
  counts: number[][]
  inTruth: number[]
  decided: number[]
  n: number
}

function marginsOf(counts: number[][]): Margins {
  const inTruth = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const decided = counts.map((_, c) => counts.reduce((sum, row) => sum + row[c], 0))
  return { counts, inTruth, decided, n: inTruth.reduce((sum, count) => sum + count, 0) }
}

/**
 * Mean of a rate over the classes that occur in truth or in decisions; a rate without a denominator counts 0, as
 * scikit-learn's does. `derivative(t, p)`: what one more row of class t decided as p adds to the sum of rates. The
 * standard error is the infinitesimal jackknife's, exact from the confusion matrix.
 */
function macro({ counts, n }: Margins, rates: readonly number[], derivative: (t: number, p: number) => number): Measure {
  if (n === 0) return undefinedBecause('no-rows')
  const value = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
  const squares = counts.reduce((sum, row, t) => sum + row.reduce((part, count, p) => part + (count === 0 ? 0 : count * derivative(t, p) ** 2), 0), 0)
  return logitInterval(value, Math.sqrt(squares) / rates.length, n, 'jackknife-logit')
}

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

/** Tolerance of the sum of a row of probabilities that were computed in single precision. */
const SUM_TOLERANCE = 1e-3

/** Log loss of rows that are probabilities up to rounding; each is divided by its sum first. */
function logLoss({ scores, classes, truth }: MulticlassInput, rows: readonly number[]): Measure {
  if (!scores) return undefinedBecause('no-scores')
  if (rows.length === 0) return undefinedBecause('no-rows')
  const width = classes.length
  if (scores.length !== truth.length * width) throw new RangeError(`${scores.length} scores are not ${truth.length} rows of ${width} classes`)
  const sums = new Float64Array(rows.length)
  for (const [i, row] of rows.entries()) {
    for (let c = 0; c < width; c++) {
      const score = scores[row * width + c]
      if (!(score >= 0 && score <= 1 + SUM_TOLERANCE)) return undefinedBecause('not-probabilities')
      sums[i] += score
    }
    if (Math.abs(sums[i] - 1) > SUM_TOLERANCE) return undefinedBecause('not-probabilities')
  }
  return meanLoss(rows.length, (i) => logLossOf(scores[rows[i] * width + truth[rows[i]]] / sums[i]), LARGEST_LOG_LOSS)
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
  const hits = counts.reduce((sum, row, c) => sum + row[c], 0)
  return {
    task: 'multiclass',
    n: margins.n,
    unlabelled,
    unscored: truth.length - unlabelled - margins.n,
    metrics: { accuracy: shareOf(hits, margins.n, 'no-rows'), ...macroMetrics(margins), logLoss: logLoss(input, rows) },
    majorityShare: margins.n === 0 ? null : Math.max(...margins.inTruth) / margins.n,
    confusion: { classes: [...classes], counts },
    classes: classMeasures(margins, classes),
  }
}
