import type { Interval } from '../intervals/interval.ts'
import type { Measure } from '../numbers/measure.ts'

type Counted = {
  /** Rows that were evaluated: with a known truth and a score. */
  n: number
  /** Rows left out because the truth is not known. */
  unlabelled: number
  /** Rows left out because the model gave no score. */
  unscored: number
}

export interface Confusion {
  truePositives: number
  falsePositives: number
  falseNegatives: number
  trueNegatives: number
}

export interface RocPoint {
  /** Rows with this score or a higher one are decided positive; null before the first. */
  threshold: number | null
  falsePositiveRate: number
  truePositiveRate: number
}

export interface PrecisionRecallPoint {
  threshold: number
  recall: number
  precision: number
}

/** Rows whose score lies in [from, to), the last bin with its upper edge. */
export interface CalibrationBin {
  from: number
  to: number
  n: number
  meanScore: number
  observed: { value: number } & Interval
}

export interface ThresholdRow extends Confusion {
  threshold: number
  /** Share of rows decided positive. */
  decidedPositive: number
  /** null where nothing is decided positive */
  precision: number | null
  recall: number | null
  /** null without positives in truth and in decisions */
  f1: number | null
  falsePositiveRate: number | null
}

/** Calibration error over bins of equal width or of about equally many rows: mean over rows, largest over bins. */
export interface CalibrationGap {
  bins: number
  equal: 'width' | 'count'
  expected: number
  /** Of `expected`: what samples of as many rows give, which lies higher where the error is small; null where not computed. */
  interval: Interval | null
  maximum: number
}

/** Spiegelhalter's test that every row is positive with its own score. */
export interface CalibrationTest {
  z: number
  pValue: number
}

/** The highest-scored `share` of rows: how many times more positives than by chance, and the share of all positives there. */
export interface Lift {
  share: number
  rows: number
  lift: number
  captured: number
}

export type BinaryMetric =
  | 'accuracy'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'rocAuc'
  | 'averagePrecision'
  | 'logLoss'
  | 'brier'
  | 'specificity'
  | 'negativePredictiveValue'
  | 'balancedAccuracy'
  | 'f2'
  | 'matthewsCorrelation'
  | 'cohenKappa'
  | 'gini'
  | 'kolmogorovSmirnov'
  | 'precisionRecallArea'

export type BinaryResult = Counted & {
  task: 'binary'
  threshold: number
  metrics: Record<BinaryMetric, Measure>
  /** Share of the commoner class: the accuracy of always naming it. */
  majorityShare: number | null
  /** Share of positives in truth. */
  prevalence: number | null
  confusion: Confusion
  curves: { roc: RocPoint[]; precisionRecall: PrecisionRecallPoint[]; calibration: CalibrationBin[] }
  /** Mean and largest gap between score and observed share over the calibration bins; null where scores are no probabilities. */
  calibrationError: { expected: number; maximum: number } | null
  /** The same over 10 and 15 bins of equal width and 10 of equal count, with a test of calibration; null as above. */
  calibration: { gaps: CalibrationGap[]; test: CalibrationTest | null } | null
  /** Where the Kolmogorov-Smirnov distance is reached; null without both classes. */
  kolmogorovSmirnovThreshold: number | null
  /** Of the highest tenths of rows; empty without positives. */
  lift: Lift[]
  thresholds: ThresholdRow[]
}

export interface ClassMeasures {
  class: string
  /** Rows of this class in truth, and decided to be of it. */
  n: number
  predicted: number
  precision: Measure
  recall: Measure
  f1: Measure
}

export type MulticlassMetric =
  | 'accuracy'
  | 'precisionMacro'
  | 'recallMacro'
  | 'f1Macro'
  | 'logLoss'
  | 'precisionMicro'
  | 'recallMicro'
  | 'f1Micro'
  | 'precisionWeighted'
  | 'recallWeighted'
  | 'f1Weighted'
  | 'balancedAccuracy'
  | 'matthewsCorrelation'
  | 'cohenKappa'
  | 'quadraticKappa'
  | 'topTwoAccuracy'
  | 'rocAucOvrMacro'
  | 'rocAucOvrWeighted'
  | 'rocAucOvoMacro'
  | 'rocAucOvoWeighted'

export type MulticlassResult = Counted & {
  task: 'multiclass'
  metrics: Record<MulticlassMetric, Measure>
  majorityShare: number | null
  /** Counts by class in truth (row) and by decision (column), in the order of `classes`. */
  confusion: { classes: string[]; counts: number[][] }
  classes: ClassMeasures[]
  /** Of the score of the decided class against whether it was right; null without probabilities. */
  calibration: CalibrationGap | null
}

/** Rows between two predictions, about equally many in each bin. */
export interface PredictionBin {
  from: number
  to: number
  n: number
  meanPredicted: number
  meanTruth: number
}

export type RegressionMetric =
  | 'rmse'
  | 'mae'
  | 'r2'
  | 'mse'
  | 'medianAbsoluteError'
  | 'explainedVariance'
  | 'mape'
  | 'mapeOfNonzero'
  | 'smape'
  | 'wape'
  | 'rmsle'
  | 'pinball10'
  | 'pinball50'
  | 'pinball90'

export type RegressionResult = Counted & {
  task: 'regression'
  metrics: Record<RegressionMetric, Measure>
  truth: { mean: number | null; standardDeviation: number | null; minimum: number | null; maximum: number | null }
  /** Mean of prediction minus truth. */
  meanError: number | null
  /** Quantiles of prediction minus truth (linear between order statistics). */
  residuals: { probability: number; value: number }[]
  largestError: number | null
  /** Rows whose truth is not 0: those of `mapeOfNonzero`. */
  nonzeroTruth: number
  curves: { calibration: PredictionBin[] }
}

export type PerformanceResult = BinaryResult | MulticlassResult | RegressionResult
