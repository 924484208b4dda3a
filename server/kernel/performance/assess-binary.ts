import { undefinedBecause } from '../numbers/measure.ts'
import type { Estimate, Measure } from '../numbers/measure.ts'
import { equalCountGap, equalWidthGap, spiegelhalter } from './calibration.ts'
import { decisionMeasures } from './decision-measures.ts'
import { giniOf, kolmogorovSmirnov, liftTable, precisionRecallArea } from './ranking-measures.ts'
import { f1Of, shareOf } from './share-measures.ts'
import { averagePrecision } from './average-precision.ts'
import { calibrationBins, precisionRecallCurve, rocCurve, thresholdTable } from './binary-curves.ts'
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

const TENTHS = Array.from({ length: 10 }, (_, i) => (i + 1) / 10)

const calibrationOf = (scores: Float64Array, truth: Uint8Array) => ({
  gaps: [equalWidthGap(scores, truth, 10), equalWidthGap(scores, truth, 15), equalCountGap(scores, truth, 10)],
  test: spiegelhalter(scores, truth),
})

/** Measures of a two-class model, equal to scikit-learn's; see `assessPerformance`. */
export function assessBinary(input: BinaryInput): BinaryResult {
  const { scores, truth, unlabelled, unscored } = evaluated(input)
  const n = scores.length
  const table = rankTable(scores, truth)
  const confusion = confusionOf(scores, truth, input.threshold)
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion
  const probabilities = scores.every((score) => score >= 0 && score <= 1)
  const loss = (of: () => Estimate): Measure => (n === 0 ? undefinedBecause('no-rows') : probabilities ? of() : undefinedBecause('not-probabilities'))
  const calibration = probabilities && n > 0 ? calibrationOf(scores, truth) : null
  const none = n === 0 ? 'no-rows' : null
  const area: Measure = none === null ? rocAuc(table) : undefinedBecause(none)
  const distance = kolmogorovSmirnov(table)
  const of = (measure: () => Measure): Measure => (none === null ? measure() : undefinedBecause(none))
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
      rocAuc: area,
      averagePrecision: of(() => averagePrecision(table)),
      logLoss: loss(() => meanLoss(n, (row) => logLossOf(truth[row] === 1 ? scores[row] : 1 - scores[row]), LARGEST_LOG_LOSS)),
      brier: loss(() => meanLoss(n, (row) => (scores[row] - truth[row]) ** 2, 1)),
      ...decisionMeasures(confusion),
      gini: giniOf(area),
      kolmogorovSmirnov: of(() => distance.measure),
      precisionRecallArea: of(() => precisionRecallArea(table)),
    },
    majorityShare: n === 0 ? null : Math.max(table.positive, table.negative) / n,
    prevalence: n === 0 ? null : table.positive / n,
    confusion,
    curves: { roc: rocCurve(table), precisionRecall: precisionRecallCurve(table), calibration: probabilities ? calibrationBins(table) : [] },
    calibrationError: calibration && { expected: calibration.gaps[0].expected, maximum: calibration.gaps[0].maximum },
    calibration,
    kolmogorovSmirnovThreshold: distance.threshold,
    lift: liftTable(table, TENTHS),
    thresholds: thresholdTable(table, probabilities),
  }
}
