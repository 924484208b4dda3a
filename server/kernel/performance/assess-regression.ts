import { meanInterval } from '../intervals/bounded.ts'
import { Z95 } from '../intervals/interval.ts'
import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Estimate, Measure } from '../numbers/measure.ts'
import { sumOf } from '../numbers/sum.ts'
import type { PredictionBin, RegressionResult } from './performance-result.ts'

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

/** Spread that is nothing but rounding is none. */
const spreadOf = (error: number, scale: number): number => (error > 1e-12 * scale ? error : 0)

function standardErrorOfMean(n: number, mean: number, term: (row: number) => number): number {
  return n > 1 ? spreadOf(Math.sqrt(sumOf(n, (row) => (term(row) - mean) ** 2) / (n - 1) / n), mean) : 0
}

/** Root of the mean squared error; its interval is the root of the mean square's. Errors are scaled first: none overflows. */
function rootMeanSquare(errors: Float64Array, scale: number, reach: number): Estimate {
  const n = errors.length
  const square = (row: number) => (errors[row] / scale) ** 2
  const mean = sumOf(n, square) / n
  const { lower, upper, method } = meanInterval(mean, standardErrorOfMean(n, mean, square), n, Infinity, (reach / scale) ** 2)
  const value = scale * Math.sqrt(mean)
  return { value, lower: Math.min(value, scale * Math.sqrt(lower)), upper: Math.max(value, scale * Math.sqrt(upper)), method }
}

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
    return { ...counted, metrics: { rmse: none, mae: none, r2: none }, truth: truthOf, meanError: null, curves: { calibration: [] } }
  }
  const errors = predicted.map((value, row) => value - truth[row])
  const mean = sumOf(n, (row) => truth[row]) / n
  const deviations = truth.map((value) => value - mean)
  const [minimum, maximum] = [truth.reduce((a, b) => Math.min(a, b)), truth.reduce((a, b) => Math.max(a, b))]
  const largest = errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0)
  // Errors as large as the truth is wide: what an error could have been where all were alike.
  const reach = Math.max(largest, maximum - minimum)
  const absolute = sumOf(n, (row) => Math.abs(errors[row])) / n
  return {
    ...counted,
    metrics: {
      rmse: rootMeanSquare(errors, largest || reach || 1, reach),
      mae: meanInterval(
        absolute,
        standardErrorOfMean(n, absolute, (row) => Math.abs(errors[row])),
        n,
        Infinity,
        reach,
      ),
      r2: explained(errors, deviations),
    },
    truth: { mean, standardDeviation: n > 1 ? Math.sqrt(sumOf(n, (row) => deviations[row] ** 2) / (n - 1)) : null, minimum, maximum },
    meanError: sumOf(n, (row) => errors[row]) / n,
    curves: { calibration: calibrationOf(predicted, truth) },
  }
}
