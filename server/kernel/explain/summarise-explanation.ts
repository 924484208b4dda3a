import { Z95 } from '../intervals/interval.ts'
import { applyLink } from './additive-model.ts'
import type { Link } from './additive-model.ts'
import { explainedRows } from './explained-rows.ts'
import type { ExplanationDetail } from './explanation-result.ts'
import { rankIntervals } from './global/rank-intervals.ts'

/** Contributions of a sample of rows, row-major (rows × features), and what they should add up to. */
export type ExplainedSample = {
  readonly contributions: Float64Array
  readonly baseValue: number
  /** Each row's own margin (or output, where the model has no link). */
  readonly margins: Float64Array
  readonly rows: number
  /** What ONNX Runtime returned for each row, and how far the sum may be from it through the link. */
  readonly measured?: { readonly outputs: Float64Array; readonly bounds: Float64Array; readonly link: Link }
}

export type Additivity = {
  /** The largest difference between the sum of contributions and the margin, both computed here. */
  readonly maxAbsoluteError: number
  /** Rows whose sum was held against the output of ONNX Runtime: those explained, and those that only the runtime gives a score. */
  readonly rows?: number
  /** The difference of the row that comes nearest to its bound, or is furthest beyond, and that bound; absent where no row has one. */
  readonly worst?: number
  readonly bound?: number
  /**
   * Rows beyond their bound, or with a score on one side alone: preprocessing in another precision may send a value to the other
   * side of a split.
   */
  readonly outside?: number
}

export type ExplanationSummary = ExplanationDetail & {
  readonly method: string
  readonly exact: boolean
  readonly space: string
  /** Background rows that contributions are measured against. */
  readonly baseline: { readonly rows: number }
  readonly baseValue: number
  /** In order of importance. */
  readonly features: readonly {
    readonly feature: string
    readonly meanAbsoluteContribution: number
    /** 95 % confidence interval of the mean over rows like the sample's. */
    readonly lower: number
    readonly upper: number
    readonly meanContribution: number
    /** Place in this order, and between which places it lies in 95 % of resamples of the rows. */
    readonly rank?: number
    readonly rankLower?: number
    readonly rankUpper?: number
    /** Mean absolute main effect: what the feature contributes without its interactions; where those are exact. */
    readonly meanAbsoluteMainEffect?: number
  }[]
  readonly additivity: Additivity
  readonly sampleRows: number
}

const RANK_SEED = 1

/**
 * Summarises local explanations: the mean absolute contribution of each feature, with the normal-approximation interval of
 * that mean (lower end at least 0), its signed mean, how sure its rank is, and how far contributions are from adding up.
 *
 * Rows without a finite score or contribution are left out of `sampleRows` and of every mean.
 *
 * @throws RangeError without a single explained row
 */
export function summariseExplanation(
  features: readonly string[],
  sample: ExplainedSample,
  about: { method: string; exact: boolean; space: string; baselineRows: number },
): ExplanationSummary {
  const width = features.length
  const scored = explainedRows(sample)
  if (scored.length === 0) throw new RangeError('No row of the sample has a score; explain at least one row without a missing score')
  const absolute = new Float64Array(scored.length * width)
  scored.forEach((row, at) => {
    for (let feature = 0; feature < width; feature++) absolute[at * width + feature] = Math.abs(sample.contributions[row * width + feature])
  })
  const summaries = features.map((feature, index) => {
    const values = scored.map((row) => sample.contributions[row * width + index])
    const meanAbsoluteContribution = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length
    const squares = values.reduce((sum, value) => sum + (Math.abs(value) - meanAbsoluteContribution) ** 2, 0)
    const reach = values.length > 1 ? Z95 * Math.sqrt(squares / (values.length - 1) / values.length) : 0
    return {
      feature,
      meanAbsoluteContribution,
      lower: Math.max(0, meanAbsoluteContribution - reach),
      upper: meanAbsoluteContribution + reach,
      meanContribution: values.reduce((sum, value) => sum + value, 0) / values.length,
    }
  })
  const ranks = rankIntervals(absolute, width, RANK_SEED)
  const order = Array.from(summaries.keys()).sort((a, b) => summaries[b].meanAbsoluteContribution - summaries[a].meanAbsoluteContribution)
  const { method, exact, space, baselineRows } = about
  return {
    method,
    exact,
    space,
    baseline: { rows: baselineRows },
    baseValue: sample.baseValue,
    features: order.map((index, place) => ({ ...summaries[index], rank: place + 1, rankLower: ranks[index].lower, rankUpper: ranks[index].upper })),
    additivity: additivityOf(sample, scored, width),
    sampleRows: scored.length,
  }
}

function additivityOf({ contributions, baseValue, margins, rows, measured }: ExplainedSample, scored: readonly number[], width: number): Additivity {
  const sumOf = (row: number): number => contributions.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, baseValue)
  const maxAbsoluteError = scored.reduce((largest, row) => Math.max(largest, Math.abs(sumOf(row) - margins[row])), 0)
  if (!measured) return { maxAbsoluteError }
  const { outputs, bounds, link } = measured
  const explained = new Set(scored)
  const held = Array.from({ length: rows }, (_, row) => row).filter((row) => explained.has(row) || Number.isFinite(outputs[row]))
  const errors = held.map((row) => ({ error: Math.abs(applyLink(link, sumOf(row)) - outputs[row]), bound: bounds[row] }))
  // NaN is no difference within any bound.
  const outside = errors.filter(({ error, bound }) => !(error <= bound)).length
  const compared = errors.filter(({ error }) => Number.isFinite(error))
  if (compared.length === 0) return { maxAbsoluteError, rows: errors.length, outside }
  const worst = compared.reduce((furthest, one) => (one.error * furthest.bound > furthest.error * one.bound ? one : furthest))
  return { maxAbsoluteError, rows: errors.length, worst: worst.error, bound: worst.bound, outside }
}
