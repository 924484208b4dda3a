import { undefinedBecause } from '../numbers/measure.ts'
import type { Undefined, UndefinedReason } from '../numbers/measure.ts'
import { sumOf } from '../numbers/sum.ts'
import { fitBoostedTrees, predictBoostedTrees } from './boosted-trees.ts'
import type { BoostedTrees } from './boosted-trees.ts'
import type { SampledEstimate } from './estimate-binary.ts'

export interface RegressionReference {
  /** Columns of equal length; NaN missing, categories as codes. */
  features: readonly Float64Array[]
  /** NaN: the model gave none. */
  predicted: Float64Array
  /** NaN: not known. */
  truth: Float64Array
}

export interface EstimatedRegression {
  /** Rows with a prediction. */
  n: number
  unscored: number
  /** Rows of the reference with truth and prediction. */
  referenceRows: number
  metrics: Record<'mae' | 'mse' | 'rmse', SampledEstimate | Undefined>
}

/** What a reference teaches; apply it to as many later windows as there are. */
export interface RegressionEstimator {
  rows: number
  /** Predict the absolute and the squared error of a row; null with too few rows. */
  models: { absolute: BoostedTrees; squared: BoostedTrees } | null
  deviations: { absolute: number; squared: number }
  meanSquare: number
}

const SMALLEST_REFERENCE = 100
/** Rows beyond which an even sample is learned from. */
const MOST_ROWS = 50_000
const BAND = 3

const meanOf = (values: Float64Array): number => sumOf(values.length, (row) => values[row]) / values.length
const deviationOf = (values: Float64Array, mean: number): number => Math.sqrt(sumOf(values.length, (row) => (values[row] - mean) ** 2) / values.length)

/** Learns from rows with truth how large the error of a row is. Throws RangeError when lengths differ. */
export function fitRegressionEstimator({ features, predicted, truth }: RegressionReference): RegressionEstimator {
  if ([truth, ...features].some(({ length }) => length !== predicted.length)) throw new RangeError('columns, predictions and truths differ in length')
  const known = [...predicted.keys()].filter((row) => Number.isFinite(predicted[row]) && Number.isFinite(truth[row]))
  const absolute = Float64Array.from(known, (row) => Math.abs(predicted[row] - truth[row]))
  const squared = absolute.map((error) => error * error)
  const meanSquare = meanOf(squared)
  const deviations = { absolute: deviationOf(absolute, meanOf(absolute)), squared: deviationOf(squared, meanSquare) }
  if (known.length < SMALLEST_REFERENCE || !Number.isFinite(meanSquare)) return { rows: known.length, models: null, deviations, meanSquare }
  const step = Math.max(1, known.length / MOST_ROWS)
  const sample = Uint32Array.from({ length: Math.floor(known.length / step) }, (_, i) => Math.floor(i * step))
  const columns = [...features, predicted].map((column) => Float64Array.from(sample, (i) => column[known[i]]))
  const fit = (target: Float64Array) =>
    fitBoostedTrees(
      columns,
      Float64Array.from(sample, (i) => target[i]),
    )
  return { rows: known.length, models: { absolute: fit(absolute), squared: fit(squared) }, deviations, meanSquare }
}

/** Errors expected of predictions whose truth is not known yet; see `estimateRegressionPerformance`. */
export function estimateRegressionWith(
  { rows: referenceRows, models, deviations, meanSquare }: RegressionEstimator,
  { features, predicted }: Omit<RegressionReference, 'truth'>,
): EstimatedRegression {
  const scored = Uint32Array.from(predicted.keys()).filter((row) => Number.isFinite(predicted[row]))
  const n = scored.length
  const counted = { n, unscored: predicted.length - n, referenceRows }
  const refusal: UndefinedReason | null = n === 0 ? 'no-rows' : models ? null : 'too-few-rows'
  if (refusal !== null || !models) {
    const none = undefinedBecause(refusal ?? 'too-few-rows')
    return { ...counted, metrics: { mae: none, mse: none, rmse: none } }
  }
  const columns = [...features, predicted].map((column) => Float64Array.from(scored, (row) => column[row]))
  const expected = (model: BoostedTrees): number => Math.max(0, meanOf(predictBoostedTrees(model, columns, n)))
  const estimate = (value: number, samplingError: number): SampledEstimate => ({
    value,
    lower: Math.max(0, value - BAND * samplingError),
    upper: value + BAND * samplingError,
    samplingError,
    method: 'dle',
  })
  const square = expected(models.squared)
  return {
    ...counted,
    metrics: {
      mae: estimate(expected(models.absolute), deviations.absolute / Math.sqrt(n)),
      mse: estimate(square, deviations.squared / Math.sqrt(n)),
      rmse: estimate(Math.sqrt(square), meanSquare === 0 ? 0 : deviations.squared / Math.sqrt(4 * n * meanSquare)),
    },
  }
}

/**
 * How large errors of predicted numbers are expected to be before the truth is known: a regression learns, on a reference,
 * the absolute and the squared error of a row from its features and its prediction (direct loss estimation, as NannyML's
 * DLE); means over the current rows, with a band of three sampling errors.
 *
 * It sees that rows are of kinds that were harder or easier to predict. It is blind to concept drift, where the same inputs
 * come to mean something else, and knows nothing of rows beyond the range of the reference.
 */
export const estimateRegressionPerformance = (given: { reference: RegressionReference; current: Omit<RegressionReference, 'truth'> }): EstimatedRegression =>
  estimateRegressionWith(fitRegressionEstimator(given.reference), given.current)
