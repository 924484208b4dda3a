import type { Interval } from '../intervals/interval.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Estimate, Undefined, UndefinedReason } from '../numbers/measure.ts'
import { fitIsotonicShare, isotonicAt } from '../performance/isotonic.ts'
import type { IsotonicFit } from '../performance/isotonic.ts'
import type { Confusion } from '../performance/performance-result.ts'
import { rankTable } from '../performance/rank-table.ts'
import { needsCalibration } from './calibration-need.ts'
import { referenceLimits } from './control-limits.ts'
import { expectedMeasures } from './expected-measures.ts'
import { ESTIMATED_MEASURES, samplingErrors } from './sampling-errors.ts'
import type { EstimatedMeasure, SamplingErrors } from './sampling-errors.ts'

/** Rows whose truth is known. */
export interface BinaryReference {
  /** One a row; NaN or infinite: the model gave none. */
  scores: Float64Array
  /** 1 positive, 0 negative, anything else not known. */
  truth: Uint8Array
  /** Decided positive at a score of at least this. */
  threshold: number
  /** Recalibrate scores or not; without it the reference tells whether that helps. */
  calibrate?: boolean
}

/** A value expected without labels; its band is three sampling errors either way. */
export type SampledEstimate = Estimate & {
  samplingError: number
  /** Where the measure stayed over windows of the reference of as many rows, and whether the estimate has left that. */
  control?: Interval & { windows: number; alarm: boolean }
}

export interface EstimatedBinary {
  /** Rows with a score. */
  n: number
  unscored: number
  /** Rows of the reference with truth and score. */
  referenceRows: number
  /** Whether scores were recalibrated on the reference. */
  calibrated: boolean
  metrics: Record<EstimatedMeasure, SampledEstimate | Undefined>
  /** Expected counts, in general no integers; null where nothing can be expected. */
  confusion: Confusion | null
}

/** What a reference teaches; apply it to as many later windows as there are. */
export interface BinaryEstimator {
  threshold: number
  rows: number
  calibration: IsotonicFit | null
  errors: SamplingErrors
  /** Scores and truth of the reference, from which control limits are made. */
  known: { scores: Float64Array; truth: Uint8Array }
  /** Why nothing can be estimated. */
  refused: UndefinedReason | null
}

const SMALLEST_REFERENCE = 30
const BAND = 3
const isProbability = (score: number): boolean => score >= 0 && score <= 1

/** Learns calibration and sampling errors from rows with truth. Throws RangeError when lengths differ. */
export function fitBinaryEstimator({ scores, truth, threshold, calibrate }: BinaryReference): BinaryEstimator {
  if (scores.length !== truth.length) throw new RangeError(`${scores.length} scores for ${truth.length} truths`)
  const rows = [...scores.keys()].filter((row) => truth[row] <= 1 && Number.isFinite(scores[row]))
  const known = Float64Array.from(rows, (row) => scores[row])
  const outcome = Uint8Array.from(rows, (row) => truth[row])
  const table = rankTable(known, outcome)
  const refused = rows.length < SMALLEST_REFERENCE ? 'too-few-rows' : table.positive === 0 || table.negative === 0 ? 'one-class' : null
  const needed = refused === null && (calibrate ?? (!known.every(isProbability) || needsCalibration(known, outcome)))
  return {
    threshold,
    rows: rows.length,
    calibration: needed ? fitIsotonicShare(table) : null,
    errors: samplingErrors(known, outcome, threshold),
    known: { scores: known, truth: outcome },
    refused,
  }
}

const NO_DENOMINATOR: Partial<Record<EstimatedMeasure, UndefinedReason>> = { precision: 'none-predicted', specificity: 'no-negatives', rocAuc: 'one-class' }

/** Measures of scores whose truth is not known yet; see `estimateBinaryPerformance`. */
export function estimateBinaryWith({ threshold, rows, calibration, errors, known, refused }: BinaryEstimator, current: Float64Array): EstimatedBinary {
  const scores = current.filter(Number.isFinite)
  const counted = { n: scores.length, unscored: current.length - scores.length, referenceRows: rows, calibrated: calibration !== null }
  const refusal: UndefinedReason | null = refused ?? (scores.length === 0 ? 'no-rows' : calibration || scores.every(isProbability) ? null : 'not-probabilities')
  if (refusal !== null) {
    const metrics = Object.fromEntries(ESTIMATED_MEASURES.map((name) => [name, undefinedBecause(refusal)])) as EstimatedBinary['metrics']
    return { ...counted, metrics, confusion: null }
  }
  const probabilities = calibration ? scores.map((score) => isotonicAt(calibration, score)) : scores
  const { confusion, measures } = expectedMeasures(scores, probabilities, threshold)
  const reference = referenceLimits(known.scores, known.truth, threshold, scores.length)
  const controlOf = (name: EstimatedMeasure, value: number): Pick<SampledEstimate, 'control'> => {
    const limits = reference?.limits[name]
    return reference && limits ? { control: { ...limits, windows: reference.windows, alarm: value < limits.lower || value > limits.upper } } : {}
  }
  const estimate = (name: EstimatedMeasure): SampledEstimate | Undefined => {
    const value = measures[name]
    if (!Number.isFinite(value)) return undefinedBecause(NO_DENOMINATOR[name] ?? 'no-positives')
    const samplingError = errors[name] / Math.sqrt(scores.length)
    if (!Number.isFinite(samplingError)) return undefinedBecause('too-few-rows')
    const [lower, upper] = [Math.max(0, value - BAND * samplingError), Math.min(1, value + BAND * samplingError)]
    return { value, lower: Math.min(lower, value), upper: Math.max(upper, value), samplingError, method: 'cbpe', ...controlOf(name, value) }
  }
  return { ...counted, metrics: Object.fromEntries(ESTIMATED_MEASURES.map((name) => [name, estimate(name)])) as EstimatedBinary['metrics'], confusion }
}

/**
 * How well a two-class model is expected to do on rows whose truth is not known yet: the counts that its own probabilities,
 * recalibrated on a reference where that helps, let expect (confidence-based performance estimation, as NannyML's CBPE),
 * with a band of three sampling errors, and an alarm where the value leaves what windows of the reference kept to (six at least).
 *
 * It assumes that rows of one score stay as likely to be positive as they were. So it sees a changed mix of rows, and is
 * blind to concept drift, where the same inputs come to mean something else: only labels show that. Scores outside the range
 * of the reference are taken at its ends.
 */
export const estimateBinaryPerformance = ({ reference, current }: { reference: BinaryReference; current: { scores: Float64Array } }): EstimatedBinary =>
  estimateBinaryWith(fitBinaryEstimator(reference), current.scores)
