import { splitSample } from '#server/kernel/drift/split-sample.ts'
import { equalBins } from '#server/kernel/profile/bin-rules.ts'
import type { BinRule } from '#server/kernel/profile/bin-rules.ts'
import { entropyOf, medianAbsoluteDeviation, modeOf, quantileOf, shapeOf } from '#server/kernel/profile/sample-statistics.ts'
import type { QuantileMethod } from '#server/kernel/profile/sample-statistics.ts'
import { summariseProfile } from '#server/kernel/profile/summarise-profile.ts'
import type { ColumnSummary, NumberSummary } from '#server/kernel/profile/summarise-profile.ts'
import { profileColumn } from '#server/kernel/profile/profile-column.ts'
import { goldenNumber } from './tally.ts'
import type { Tally } from './tally.ts'

type Check = ReturnType<Tally['case']>
type Want = Record<string, unknown>

const METHODS: readonly [field: string, method: QuantileMethod][] = [
  ['q_linear', 'linear'],
  ['q_inverted_cdf', 'inverted-cdf'],
  ['q_median_unbiased', 'median-unbiased'],
]
const RULES: readonly [field: string, rule: BinRule][] = [
  ['hist_10', 10],
  ['hist_sturges', 'sturges'],
  ['hist_doane', 'doane'],
  ['hist_fd', 'freedman-diaconis'],
]
/** The files leave longer histograms out. */
const MOST_BINS = 200
const RELATIVE = { relative: 1e-12 }
const EPSILON = 2 ** -52

/** A number where the library gave one; where it gave up (NaN, infinity of finite values), ours must still be a number. */
function checkNumber(check: Check, what: string, got: number | null, want: unknown, absolute = 0): void {
  const wanted = goldenNumber(want)
  if (wanted !== undefined && Number.isFinite(wanted)) check(what, got, wanted, { ...RELATIVE, absolute })
  else if (wanted !== undefined) check(what, got === null || !Number.isNaN(got), true)
}

function checkBins(check: Check, sorted: Float64Array, want: Want): void {
  for (const [field, rule] of RULES) {
    if (want[field] === undefined || want[field] === '!more_than_200_bins') continue
    const got = equalBins(sorted, rule, MOST_BINS)
    const bins = typeof want[field] === 'string' ? null : (want[field] as { counts: number[]; edges: unknown[] })
    check(`${field} counts`, got?.counts.join(), bins?.counts.join())
    bins?.edges.forEach((edge, i) => check(`${field} edge`, got?.edges[i], goldenNumber(edge), { ...RELATIVE, absolute: EPSILON * sorted[sorted.length - 1] }))
  }
}

/** NumPy's mean is a rounded one: values far from 0 move its moments by that much of their spread. */
function checkShape(check: Check, sorted: Float64Array, { mean, sd }: NumberSummary, want: Want): void {
  const reach = Math.max(-sorted[0], sorted[sorted.length - 1]) / (sd ?? 1)
  const absolute = 1e-12 + 16 * EPSILON * reach * Math.max(1, Math.abs(goldenNumber(want.kurtosis_excess_biased) ?? 0))
  const [plain, corrected] = [shapeOf(sorted, mean), shapeOf(sorted, mean, true)]
  checkNumber(check, 'skewness', plain.skewness, want.skew_biased, absolute)
  checkNumber(check, 'kurtosis', plain.kurtosis, want.kurtosis_excess_biased, absolute)
  checkNumber(check, 'corrected skewness', corrected.skewness, want.skew_unbiased, absolute)
  checkNumber(check, 'corrected kurtosis', corrected.kurtosis, want.kurtosis_excess_unbiased, 4 * absolute)
}

/** The figures of the profile itself: sums are held against exact arithmetic, to the last bit. */
function checkProfile(check: Check, numbers: NumberSummary, want: Want, levels: readonly number[]): void {
  check('min', numbers.min, want.min)
  check('max', numbers.max, want.max)
  check('zeros', numbers.zeros, want.zeros)
  check('negatives', numbers.negatives, want.negatives)
  check('mean', numbers.mean, goldenNumber(want.mean_exact))
  check('sd', numbers.sd ?? undefined, Number.isFinite(Number(want.std_exact)) ? want.std_exact : undefined)
  if (want.sum_exact !== '!overflow') check('sum', numbers.sum, want.sum_exact)
  const quantiles = want.q_inverted_cdf as unknown[]
  for (const { q, value } of numbers.quantiles) check(`quantile ${q}`, value, goldenNumber(quantiles[levels.indexOf(q)]))
}

/** Counts of distinct values in ascending order. */
function countsOf(sorted: Float64Array): number[] {
  const counts = new Map<number, number>()
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()]
}

/** Every field of a profile of numbers, NaN and missing ones among them. */
export function checkNumbers(check: Check, values: Float64Array, want: Want, levels: readonly number[]): void {
  const summary: ColumnSummary = summariseProfile(profileColumn({ kind: 'numeric', name: 'v', type: 'number', values }))
  const { finite: sorted, missing, negativeInfinite, positiveInfinite } = splitSample(values)
  check('rows', values.length, want.rows)
  check('missing', summary.missing, want.missing)
  check('missing', missing, Number(want.null) + Number(want.nan))
  check('negative infinities', negativeInfinite, want.neg_inf)
  check('positive infinities', positiveInfinite, want.pos_inf)
  check('finite', sorted.length, want.finite)
  check('distinct', summary.distinct, want.distinct_incl_inf)
  check('numbers', summary.numbers === undefined, want.stats === '!no_finite_values')
  if (!summary.numbers) return
  checkProfile(check, summary.numbers, want, levels)
  for (const [field, method] of METHODS)
    (want[field] as unknown[]).forEach((value, i) => checkNumber(check, `${field} ${levels[i]}`, quantileOf(sorted, levels[i], method), value))
  checkNumber(check, 'median absolute deviation', medianAbsoluteDeviation(sorted), want.mad)
  const range = quantileOf(sorted, 0.75, 'linear') - quantileOf(sorted, 0.25, 'linear')
  checkNumber(check, 'interquartile range', range, want.iqr_linear, EPSILON * Math.max(-sorted[0], sorted[sorted.length - 1]))
  const mode = modeOf(sorted)
  check('mode', mode?.value, want.mode_smallest)
  check('mode count', mode?.count, want.mode_count)
  const counts = countsOf(sorted)
  check('distinct finite', counts.length, want.distinct)
  if (want.entropy_nats !== undefined) checkNumber(check, 'entropy', entropyOf(counts), want.entropy_nats, 1e-15)
  checkShape(check, sorted, summary.numbers, want)
  checkBins(check, sorted, want)
}
