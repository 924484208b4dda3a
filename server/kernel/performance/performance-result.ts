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
  falsePositiveRate: number | null
}

export type BinaryResult = Counted & {
  task: 'binary'
  threshold: number
  metrics: Record<'accuracy' | 'precision' | 'recall' | 'f1' | 'rocAuc' | 'averagePrecision' | 'logLoss' | 'brier', Measure>
  /** Share of the commoner class: the accuracy of always naming it. */
  majorityShare: number | null
  /** Share of positives in truth. */
  prevalence: number | null
  confusion: Confusion
  curves: { roc: RocPoint[]; precisionRecall: PrecisionRecallPoint[]; calibration: CalibrationBin[] }
  /** Mean and largest gap between score and observed share over the calibration bins; null where scores are no probabilities. */
  calibrationError: { expected: number; maximum: number } | null
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

export type MulticlassResult = Counted & {
  task: 'multiclass'
  metrics: Record<'accuracy' | 'precisionMacro' | 'recallMacro' | 'f1Macro' | 'logLoss', Measure>
  majorityShare: number | null
  /** Counts by class in truth (row) and by decision (column), in the order of `classes`. */
  confusion: { classes: string[]; counts: number[][] }
  classes: ClassMeasures[]
}

/** Rows between two predictions, about equally many in each bin. */
export interface PredictionBin {
  from: number
  to: number
  n: number
  meanPredicted: number
  meanTruth: number
}

export type RegressionResult = Counted & {
  task: 'regression'
  metrics: Record<'rmse' | 'mae' | 'r2', Measure>
  truth: { mean: number | null; standardDeviation: number | null; minimum: number | null; maximum: number | null }
  /** Mean of prediction minus truth. */
  meanError: number | null
  curves: { calibration: PredictionBin[] }
}

export type PerformanceResult = BinaryResult | MulticlassResult | RegressionResult
