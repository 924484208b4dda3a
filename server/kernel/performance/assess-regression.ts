import { Z95 } from '../intervals/interval.ts'
import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { sumOf } from '../numbers/sum.ts'
import { quantileOf } from '../profile/sample-statistics.ts'
import { meanOf, meanSquare, medianOf, rootMeanSquare, spreadOf, weightedError } from './error-measures.ts'
import type { PredictionBin, RegressionMetric, RegressionResult } from './performance-result.ts'

export interface RegressionInput {
  task: 'regression'
  /** NaN: the model gave none. */
  predicted: Float64Array
  /** NaN: not known. */
  truth: Float64Array
}

const BINS = 10
/** Errors beyond this many times the spread of the truth: beside them it is constant. */
const NOTHING_TO_EXPLAIN = 1e100

/**
 * R² = 1 - unexplained / total. The interval is of the logarithm of the unexplained share, with the infinitesimal
 * jackknife's standard error: it stays below 1 and may fall below 0.
 */
function explained(errors: Float64Array, deviations: Float64Array): Measure {
  const n = errors.length
  if (n < 2) return undefinedBecause('too-few-rows')
  const scale = deviations.reduce((most, deviation) => Math.max(most, Math.abs(deviation)), 0)
  const total = sumOf(n, (row) => (deviations[row] / scale) ** 2)
  if (!(total > 0)) return undefinedBecause('constant-truth')
  const unexplained = sumOf(n, (row) => (errors[row] / scale) ** 2) / total
  if (unexplained > NOTHING_TO_EXPLAIN) return undefinedBecause('constant-truth')
  const value = 1 - unexplained
  const influence = sumOf(n, (row) => (((errors[row] / scale) ** 2 - unexplained * (deviations[row] / scale) ** 2) / total) ** 2)
  const error = spreadOf(Math.sqrt(influence) / unexplained, 1)
  if (error > 0) return { value, lower: 1 - unexplained * Math.exp(Z95 * error), upper: 1 - unexplained * Math.exp(-Z95 * error), method: 'jackknife-log' }
  return { value, lower: Math.min(value, 1 - wilson(0, n).upper), upper: Math.max(value, 1), method: 'wilson' }
}

/** Mean prediction and mean truth of ten bins of about equally many rows, in order of prediction. */
function calibrationOf(predicted: Float64Array, truth: Float64Array): PredictionBin[] {
  const order = Uint32Array.from(predicted.keys()).sort((a, b) => predicted[a] - predicted[b])
  return Array.from({ length: Math.min(BINS, order.length) }, (_, b) => {
    const bins = Math.min(BINS, order.length)
    const rows = order.subarray(Math.floor((b * order.length) / bins), Math.floor(((b + 1) * order.length) / bins))
    const mean = (values: Float64Array) => sumOf(rows.length, (i) => values[rows[i]]) / rows.length
    return { from: predicted[rows[0]], to: predicted[rows[rows.length - 1]], n: rows.length, meanPredicted: mean(predicted), meanTruth: mean(truth) }
  })
}

const METRICS: readonly RegressionMetric[] = [
  ...(['rmse', 'mae', 'r2', 'mse', 'medianAbsoluteError', 'explainedVariance', 'mape', 'mapeOfNonzero'] as const),
  ...(['smape', 'wape', 'rmsle', 'pinball10', 'pinball50', 'pinball90'] as const),
]
const RESIDUAL_QUANTILES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]

/** Errors relative to the truth: of all rows, of those with a truth that is not 0, and relative to the mean of truth and prediction. */
function relativeErrors(predicted: Float64Array, truth: Float64Array, errors: Float64Array) {
  const nonzero = [...truth.keys()].filter((row) => truth[row] !== 0)
  const relative = Float64Array.from(nonzero, (row) => Math.abs(errors[row] / truth[row]))
  const largest = relative.reduce((a, b) => Math.max(a, b), 0)
  const mapeOfNonzero = nonzero.length === 0 ? undefinedBecause('zero-truth') : meanOf(nonzero.length, (i) => relative[i], largest || 1)
  const symmetric = (row: number) => {
    const size = Math.abs(truth[row]) / 2 + Math.abs(predicted[row]) / 2
    return size === 0 ? 0 : Math.abs(errors[row]) / size
  }
  return {
    mape: nonzero.length < truth.length ? undefinedBecause('zero-truth') : mapeOfNonzero,
    mapeOfNonzero,
    smape: meanOf(truth.length, symmetric, 2, 2),
  }
}

function logarithmicError(predicted: Float64Array, truth: Float64Array): Measure {
  if (predicted.some((value) => value <= -1) || truth.some((value) => value <= -1)) return undefinedBecause('below-minus-one')
  const errors = predicted.map((value, row) => Math.log1p(value) - Math.log1p(truth[row]))
  const logs = truth.map((value) => Math.log1p(value))
  return rootMeanSquare(errors, logs.reduce((a, b) => Math.max(a, b)) - logs.reduce((a, b) => Math.min(a, b)))
}

const pinball = (errors: Float64Array, probability: number, reach: number): Measure =>
  meanOf(errors.length, (row) => (errors[row] > 0 ? (1 - probability) * errors[row] : -probability * errors[row]), reach)

/** Measures of a model that predicts a number, equal to scikit-learn's; see `assessPerformance`. */
export function assessRegression(input: RegressionInput): RegressionResult {
  if (input.predicted.length !== input.truth.length) throw new RangeError(`${input.predicted.length} predictions for ${input.truth.length} truths`)
  const labelled = [...input.truth.keys()].filter((row) => Number.isFinite(input.truth[row]))
  const rows = labelled.filter((row) => Number.isFinite(input.predicted[row]))
  const [predicted, truth] = [input.predicted, input.truth].map((values) => Float64Array.from(rows, (row) => values[row]))
  const n = rows.length
  const counted = { task: 'regression' as const, n, unlabelled: input.truth.length - labelled.length, unscored: labelled.length - n }
  if (n === 0) {
    const none = undefinedBecause('no-rows')
    const truthOf = { mean: null, standardDeviation: null, minimum: null, maximum: null }
    const metrics = Object.fromEntries(METRICS.map((name) => [name, none])) as Record<RegressionMetric, Measure>
    return { ...counted, metrics, truth: truthOf, meanError: null, residuals: [], largestError: null, nonzeroTruth: 0, curves: { calibration: [] } }
  }
  const errors = predicted.map((value, row) => value - truth[row])
  const mean = sumOf(n, (row) => truth[row]) / n
  const deviations = truth.map((value) => value - mean)
  const [minimum, maximum] = [truth.reduce((a, b) => Math.min(a, b)), truth.reduce((a, b) => Math.max(a, b))]
  const largest = errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0)
  // Errors as large as the truth is wide: what an error could have been where all were alike.
  const reach = Math.max(largest, maximum - minimum)
  const rmse = rootMeanSquare(errors, reach)
  const meanError = sumOf(n, (row) => errors[row]) / n
  const sorted = errors.toSorted()
  return {
    ...counted,
    metrics: {
      rmse,
      mae: meanOf(n, (row) => Math.abs(errors[row]), reach),
      r2: explained(errors, deviations),
      mse: meanSquare(rmse),
      medianAbsoluteError: medianOf(errors.map(Math.abs).sort()),
      explainedVariance: explained(
        errors.map((error) => error - meanError),
        deviations,
      ),
      ...relativeErrors(predicted, truth, errors),
      wape: weightedError(errors, truth, reach),
      rmsle: logarithmicError(predicted, truth),
      pinball10: pinball(errors, 0.1, reach),
      pinball50: pinball(errors, 0.5, reach),
      pinball90: pinball(errors, 0.9, reach),
    },
    truth: { mean, standardDeviation: n > 1 ? Math.sqrt(sumOf(n, (row) => deviations[row] ** 2) / (n - 1)) : null, minimum, maximum },
    meanError,
    residuals: RESIDUAL_QUANTILES.map((probability) => ({ probability, value: quantileOf(sorted, probability, 'linear') })),
    largestError: largest,
    nonzeroTruth: truth.reduce((count, value) => count + (value !== 0 ? 1 : 0), 0),
    curves: { calibration: calibrationOf(predicted, truth) },
  }
}
