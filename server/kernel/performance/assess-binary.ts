import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Estimate, Measure, UndefinedReason } from '../numbers/measure.ts'
import { averagePrecision } from './average-precision.ts'
import { calibrationBins, calibrationError, precisionRecallCurve, rocCurve, thresholdTable } from './binary-curves.ts'
import { LARGEST_LOG_LOSS, logLossOf, meanLoss } from './losses.ts'
import type { BinaryResult, Confusion } from './performance-result.ts'
import { rankTable } from './rank-table.ts'
import { rocAuc } from './roc-auc.ts'

export interface BinaryInput {
  task: 'binary'
  /** One a row, higher is more positive; NaN or infinite: the model gave none. */
  scores: Float64Array
  /** 1 positive, 0 negative, anything else not known. */
  truth: Uint8Array
  /** Decided positive at a score of at least this. */
  threshold: number
}

/** A share of counts with Wilson's interval. */
export const shareOf = (successes: number, trials: number, why: UndefinedReason): Measure =>
  trials === 0 ? undefinedBecause(why) : { value: successes / trials, ...wilson(successes, trials), method: 'wilson' }

/**
 * F1 = 2J / (1 + J) of J = hits / (hits + false alarms + misses), a plain proportion: Wilson's interval of J, carried
 * over by the same function, so that it has width even for a perfect model.
 */
export function f1Of(hits: number, falseAlarms: number, misses: number, why: UndefinedReason): Measure {
  const any = hits + falseAlarms + misses
  if (any === 0) return undefinedBecause(why)
  const { lower, upper } = wilson(hits, any)
  const value = (2 * hits) / (2 * hits + falseAlarms + misses)
  return { value, lower: Math.min(value, (2 * lower) / (1 + lower)), upper: Math.max(value, (2 * upper) / (1 + upper)), method: 'wilson-jaccard' }
}

function confusionOf(scores: Float64Array, truth: Uint8Array, threshold: number): Confusion {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 }
  for (let row = 0; row < scores.length; row++) {
    if (scores[row] >= threshold) counts[truth[row] === 1 ? 'truePositives' : 'falsePositives']++
    else counts[truth[row] === 1 ? 'falseNegatives' : 'trueNegatives']++
  }
  return counts
}

/** The rows with a known truth and a score, and how many were left out for want of either. */
function evaluated({ scores, truth }: BinaryInput) {
  if (scores.length !== truth.length) throw new RangeError(`${scores.length} scores for ${truth.length} truths`)
  const known = (row: number) => truth[row] <= 1
  const keep: number[] = []
  let unlabelled = 0
  for (let row = 0; row < scores.length; row++) {
    if (!known(row)) unlabelled++
    else if (Number.isFinite(scores[row])) keep.push(row)
  }
  return {
    scores: Float64Array.from(keep, (row) => scores[row]),
    truth: Uint8Array.from(keep, (row) => truth[row]),
    unlabelled,
    unscored: scores.length - unlabelled - keep.length,
  }
}

/** Measures of a two-class model, equal to scikit-learn's; see `assessPerformance`. */
export function assessBinary(input: BinaryInput): BinaryResult {
  const { scores, truth, unlabelled, unscored } = evaluated(input)
  const n = scores.length
  const table = rankTable(scores, truth)
  const confusion = confusionOf(scores, truth, input.threshold)
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion
  const probabilities = scores.every((score) => score >= 0 && score <= 1)
  const loss = (of: () => Estimate): Measure => (n === 0 ? undefinedBecause('no-rows') : probabilities ? of() : undefinedBecause('not-probabilities'))
  const calibration = probabilities ? calibrationBins(table) : []
  const none = n === 0 ? 'no-rows' : null
  return {
    task: 'binary',
    n,
    unlabelled,
    unscored,
    threshold: input.threshold,
    metrics: {
      accuracy: shareOf(truePositives + trueNegatives, n, 'no-rows'),
      precision: shareOf(truePositives, truePositives + falsePositives, none ?? 'none-predicted'),
      recall: shareOf(truePositives, truePositives + falseNegatives, none ?? 'no-positives'),
      f1: f1Of(truePositives, falsePositives, falseNegatives, none ?? 'no-positives'),
      rocAuc: none === null ? rocAuc(table) : undefinedBecause(none),
      averagePrecision: none === null ? averagePrecision(table) : undefinedBecause(none),
      logLoss: loss(() => meanLoss(n, (row) => logLossOf(truth[row] === 1 ? scores[row] : 1 - scores[row]), LARGEST_LOG_LOSS)),
      brier: loss(() => meanLoss(n, (row) => (scores[row] - truth[row]) ** 2, 1)),
    },
    majorityShare: n === 0 ? null : Math.max(table.positive, table.negative) / n,
    prevalence: n === 0 ? null : table.positive / n,
    confusion,
    curves: { roc: rocCurve(table), precisionRecall: precisionRecallCurve(table), calibration },
    calibrationError: probabilities && n > 0 ? calibrationError(calibration, n) : null,
    thresholds: thresholdTable(table, probabilities),
  }
}
