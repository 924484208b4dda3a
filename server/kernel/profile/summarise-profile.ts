import { valueOfType } from '../table/column.ts'
import { deviationOf, meanOf, totalOf } from '../sketch/exact-moments.ts'
import { topValues } from '../sketch/frequent-values.ts'
import type { FrequentValues } from '../sketch/frequent-values.ts'
import { weightedValues } from '../sketch/quantile-sketch.ts'
import type { ColumnProfile } from './column-profile.ts'
import { histogramOf, weightedQuantile } from './histogram.ts'
import type { Histogram } from './histogram.ts'

export const TOP_VALUES = 10
export const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const
/** Standard deviations that a rank is said to be within: all but 0.3 % are. */
const SAID_DEVIATIONS = 3

/** What a person sees of a column before looking at rows. Plain JSON: no NaN, no infinity. */
export interface ColumnSummary {
  /** Values that are not missing. */
  count: number
  missing: number
  distinct: number
  /** False: `distinct` has a standard error of 1.6 %. */
  distinctExact: boolean
  /** Ties ascending. */
  top: { value: string; count: number }[]
  /** Each count of `top` may be larger by at most this; 0 when counts are exact. */
  topError: number
  numbers?: NumberSummary
  text?: TextSummary
}

/** Of the finite values; dates and timestamps in epoch milliseconds. `sd` is null below two values, it and `sum` where they exceed the doubles. */
export interface NumberSummary {
  infinite: number
  zeros: number
  negatives: number
  min: number
  max: number
  sum: number | null
  mean: number
  sd: number | null
  quantiles: { q: number; value: number }[]
  /** Whether quantiles and histogram are exact. */
  quantilesExact: boolean
  /** Share of rows by which the rank of a quantile may be off (all but 0.3 % are within); 0 when exact. */
  rankError: number
  histogram: Histogram
}

/** Lengths in UTF-16 units, and in Unicode code points; `folded` counts different texts when case and outer blanks do not matter. */
export interface TextSummary {
  shortest: number
  longest: number
  meanLength: number
  points: { shortest: number; longest: number; meanLength: number }
  empty: number
  blank: number
  folded: number
}

function frequentIn({ forest }: ColumnProfile): FrequentValues {
  const counts = new Map<number | string, number>()
  let error = 0
  for (const { frequent } of forest) {
    error += frequent.error
    for (const [value, count] of frequent.counts) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return { counts, error }
}

function summariseNumbers(profile: ColumnProfile, frequent: FrequentValues): NumberSummary {
  const { moments, forest } = profile
  const { count, min, max } = moments
  const sd = deviationOf(moments)
  const sum = totalOf(moments)
  const error = forest.reduce((all, { quantiles }) => all + quantiles.error, 0)
  const variance = forest.reduce((all, { quantiles }) => all + quantiles.variance, 0)
  // The quantile asked for lies somewhere in what one kept value stands for.
  const step = Math.max(...forest.map(({ quantiles: { weight, values } }) => (values.length === 0 ? 0 : weight / values.length)))
  const known = [...frequent.counts].filter((pair): pair is [number, number] => Number.isFinite(pair[0])).sort((a, b) => a[0] - b[0])
  const allKnown = frequent.error === 0 && known.reduce((all, [, times]) => all + times, 0) === count
  const weighted = allKnown ? known : weightedValues(forest.map(({ quantiles }) => quantiles))
  const exact = allKnown || error === 0
  return {
    infinite: profile.negativeInfinite + profile.positiveInfinite,
    zeros: profile.zeros,
    negatives: profile.negatives,
    min,
    max,
    sum: Number.isFinite(sum) ? sum : null,
    mean: meanOf(moments),
    sd: Number.isFinite(sd) ? sd : null,
    quantiles: QUANTILES.map((q) => ({ q, value: weightedQuantile(weighted, count, q) })),
    quantilesExact: exact,
    rankError: exact ? 0 : (step + Math.min(error, SAID_DEVIATIONS * Math.sqrt(variance))) / count,
    histogram: histogramOf(weighted, min, max),
  }
}

function summariseTexts({ text }: ColumnProfile): TextSummary {
  const { units, points, count, empty, blank, folded } = text
  return {
    shortest: units.least,
    longest: units.most,
    meanLength: units.total / count,
    points: { shortest: points.least, longest: points.most, meanLength: points.total / count },
    empty,
    blank,
    folded: folded.count,
  }
}

/** The figures of a profile. */
export function summariseProfile(profile: ColumnProfile): ColumnSummary {
  const { type, rows, missing, distinct, moments, text } = profile
  const frequent = frequentIn(profile)
  const top = topValues(frequent, TOP_VALUES).map(({ value, count }) => ({ value: typeof value === 'number' ? valueOfType(type, value) : value, count }))
  return {
    count: rows - missing,
    missing,
    distinct: distinct.count,
    distinctExact: distinct.exact,
    top,
    topError: frequent.error,
    ...(moments.count > 0 ? { numbers: summariseNumbers(profile, frequent) } : {}),
    ...(text.count > 0 ? { text: summariseTexts(profile) } : {}),
  }
}
