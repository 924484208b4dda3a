import { CLARIFY_MEASURES, clarifyMeasures } from '#server/kernel/fairness/clarify.ts'
import type { Convention } from '#server/kernel/fairness/clarify.ts'
import { conditionalDisparity } from '#server/kernel/fairness/conditional-disparity.ts'
import type { Stratum } from '#server/kernel/fairness/conditional-disparity.ts'
import { disparities, rateSpread, spreadToOverall } from '#server/kernel/fairness/disparities.ts'
import { betweenGroupEntropy, coefficientOfVariation, differentialFairness, generalizedEntropy } from '#server/kernel/fairness/entropy.ts'
import { impactRatios } from '#server/kernel/fairness/impact-ratio.ts'
import { combine, isNumber } from '#server/kernel/fairness/quantity.ts'
import type { Quantity } from '#server/kernel/fairness/quantity.ts'
import { pooled, rateOf, shareOf } from '#server/kernel/fairness/rates.ts'
import type { Counts, RateName } from '#server/kernel/fairness/rates.ts'
import { goldenNumber } from './tally.ts'
import type { Tolerance } from './tally.ts'

export type Check = (what: string, got: unknown, want: unknown, tolerance?: Tolerance) => void
type Golden = Record<string, unknown>
export type Measured = Golden & { overall: Golden; groups: Golden[]; spread: Record<string, Golden>; vs_first: Golden[] }

const EXACT = { relative: 1e-12, absolute: 1e-12 }

/** [tp, fp, fn, tn] as counts. */
export const countsOf = ([tp, fp, fn, tn]: readonly number[]): Counts => ({
  n: tp + fp + fn + tn,
  selected: tp + fp,
  favourable: tp + fn,
  favourableSelected: tp,
  unfavourable: fp + tn,
  unfavourableSelected: fp,
})

const RATES: Record<string, RateName> = {
  base_rate: 'baseRate',
  selection_rate: 'selectionRate',
  tpr: 'truePositiveRate',
  fpr: 'falsePositiveRate',
  fnr: 'falseNegativeRate',
  tnr: 'trueNegativeRate',
  ppv: 'positivePredictiveValue',
  npv: 'negativePredictiveValue',
  fdr: 'falseDiscoveryRate',
  for: 'falseOmissionRate',
  accuracy: 'accuracy',
  error_rate: 'errorRate',
}
export const rateNamed = (name: string): RateName => RATES[name]

/** Golden reason codes by ours. */
const CODES: Record<string, string> = { 'fewer-than-two-groups': '!too_few_groups' }
const codeOf = (reason: string): string => CODES[reason] ?? `!${reason.replaceAll('-', '_')}`

/** A value within tolerance, or the very reason why there is none. */
export function compare(check: Check, what: string, got: Quantity, want: unknown): void {
  if (want !== undefined) check(what, isNumber(got) ? got : codeOf(got), goldenNumber(want) ?? want, EXACT)
}

/** A value of a library: where ours has a reason, the library may say whatever its convention is, but not a number that is right. */
function compareLibrary(check: Check, what: string, got: Quantity, want: unknown): void {
  if (isNumber(got)) check(what, got, goldenNumber(want), EXACT)
}

function compareRates(check: Check, what: string, counts: Counts, want: Golden): void {
  check(`${what} n`, counts.n, want.n)
  for (const [name, rate] of Object.entries(RATES)) compare(check, `${what} ${name}`, rateOf(rate, counts), want[name])
}

function compareSpreads(check: Check, groups: readonly Counts[], want: Measured): void {
  const definedOnly = (want.spread_defined_only ?? {}) as Record<string, Golden>
  for (const [name, spread] of Object.entries(want.spread)) {
    const rates = groups.map((group) => rateOf(RATES[name], group))
    const all = rateSpread(rates)
    compare(check, `${name} spread`, all.difference, spread.diff)
    compare(check, `${name} ratio`, all.ratio, spread.ratio)
    if (!(name in definedOnly)) continue
    const known = rateSpread(rates, { definedOnly: true })
    check(`${name} groups used`, known.used, definedOnly[name].used)
    compare(check, `${name} spread of the defined`, known.difference, definedOnly[name].diff)
    compare(check, `${name} ratio of the defined`, known.ratio, definedOnly[name].ratio)
  }
  const spreadOf = (rate: RateName) => rateSpread(groups.map((group) => rateOf(rate, group))).difference
  const odds = combine(spreadOf('truePositiveRate'), spreadOf('falsePositiveRate'), (a, b) => Math.max(a, b))
  compare(check, 'equalized odds', odds, want.equalized_odds_diff)
}

function compareWithFirst(check: Check, groups: readonly Counts[], want: Measured): void {
  want.vs_first.forEach((golden, i) => {
    const got = disparities(groups[i + 1], groups[0])
    for (const [name, value] of Object.entries(golden)) {
      const [, stem, kind] = /^(.*)_(diff|ratio)$/.exec(name) ?? []
      const rate = RATES[stem === 'selection' ? 'selection_rate' : stem]
      if (rate) compare(check, `${i + 1} ${name}`, got[`${rate}${kind === 'diff' ? 'Difference' : 'Ratio'}`], value)
    }
    compare(check, `${i + 1} average odds`, got.averageOddsDifference, golden.average_odds)
    compare(check, `${i + 1} equalized odds`, got.equalizedOddsDifference, golden.eq_odds_max_abs)
  })
}

/** The facet is group 1; everybody else is pooled. */
const facing = (groups: readonly Counts[]): Stratum => ({ facet: groups[1], others: pooled(groups.filter((_, g) => g !== 1)) })

function compareClarify(check: Check, groups: readonly Counts[], strata: readonly Stratum[] | null, want: Measured): void {
  const { facet, others } = facing(groups)
  const by = (convention: Convention): Record<string, Quantity> => ({
    ...clarifyMeasures(others, facet, convention),
    ...(strata ? { CDDL: conditionalDisparity(strata, 'label', convention), CDDPL: conditionalDisparity(strata, 'decision', convention) } : {}),
  })
  const [contract, tool] = [by('contract'), by('clarify')]
  if (typeof want.clarify === 'string') {
    for (const name of CLARIFY_MEASURES) compare(check, `clarify ${name}`, contract[name], want.clarify)
    return
  }
  const [golden, differing] = [want.clarify as Golden, want.clarify_conv_differs as Golden]
  for (const [name, value] of Object.entries(golden)) {
    compare(check, `clarify ${name}`, contract[name] ?? 'no-rows', value)
    compare(check, `clarify's own ${name}`, tool[name] ?? 'no-rows', differing[name] ?? value)
  }
}

function compareFairlearn(check: Check, groups: readonly Counts[], want: Golden): void {
  const present = groups.filter(({ n }) => n > 0)
  const overall = pooled(present)
  const spread = (rate: RateName) => rateSpread(present.map((group) => rateOf(rate, group)))
  const toOverall = (rate: RateName) =>
    spreadToOverall(
      present.map((group) => rateOf(rate, group)),
      rateOf(rate, overall),
    )
  const [selection, tpr, fpr] = (['selectionRate', 'truePositiveRate', 'falsePositiveRate'] as const).map(spread)
  const [highest, lowest] = [Math.max, Math.min].map((of) => (a: Quantity, b: Quantity) => combine(a, b, (x, y) => of(x, y)))
  const mean = (a: Quantity, b: Quantity) => combine(a, b, (x, y) => (x + y) / 2)
  const simple: Record<string, Quantity> = {
    dp_diff: selection.difference,
    dp_ratio: selection.ratio,
    eo_diff: highest(tpr.difference, fpr.difference),
    eo_ratio: lowest(tpr.ratio, fpr.ratio),
    eo_diff_mean: mean(tpr.difference, fpr.difference),
    eo_ratio_mean: mean(tpr.ratio, fpr.ratio),
    dp_diff_overall: toOverall('selectionRate').difference,
    eopp_diff: tpr.difference,
    eopp_ratio: tpr.ratio,
  }
  for (const [name, got] of Object.entries(simple)) compareLibrary(check, `fairlearn ${name}`, got, want[name])
  ;(want.columns as string[]).forEach((column, i) => {
    const rate = RATES[column]
    const rates = present.map((group) => rateOf(rate, group))
    const known = rates.every(isNumber) ? rates : null
    const listed: Record<string, Quantity> = {
      diff_between: spread(rate).difference,
      ratio_between: spread(rate).ratio,
      diff_overall: toOverall(rate).difference,
      ratio_overall: toOverall(rate).ratio,
      min: known ? Math.min(...known) : 'undefined-operand',
      max: known ? Math.max(...known) : 'undefined-operand',
    }
    for (const [name, got] of Object.entries(listed)) compareLibrary(check, `fairlearn ${name} ${column}`, got, (want[name] as unknown[])[i])
  })
  const differing = want.by_group_not_equal_to_groups as Golden
  groups.forEach((group, g) => {
    if (group.n === 0) return
    const undefinedHere = (want.columns as string[]).some((column) => !isNumber(rateOf(RATES[column], group)))
    check(`fairlearn differs in group ${g}`, String(g) in differing, undefinedHere)
  })
}

function compareAif360(check: Check, groups: readonly Counts[], want: Golden): void {
  const [privileged, unprivileged] = [groups[0], pooled(groups.slice(1))]
  const got = disparities(unprivileged, privileged)
  const sides = [privileged, unprivileged]
  const measures: Record<string, Quantity> = {
    statistical_parity_difference: got.selectionRateDifference,
    disparate_impact: got.selectionRateRatio,
    equal_opportunity_difference: got.truePositiveRateDifference,
    average_odds_difference: got.averageOddsDifference,
    average_abs_odds_difference: got.averageAbsoluteOddsDifference,
    equalized_odds_difference: got.equalizedOddsDifference,
    true_positive_rate_difference: got.truePositiveRateDifference,
    false_positive_rate_difference: got.falsePositiveRateDifference,
    false_negative_rate_difference: got.falseNegativeRateDifference,
    false_omission_rate_difference: got.falseOmissionRateDifference,
    false_discovery_rate_difference: got.falseDiscoveryRateDifference,
    false_positive_rate_ratio: got.falsePositiveRateRatio,
    false_negative_rate_ratio: got.falseNegativeRateRatio,
    false_omission_rate_ratio: got.falseOmissionRateRatio,
    false_discovery_rate_ratio: got.falseDiscoveryRateRatio,
    error_rate_difference: got.errorRateDifference,
    error_rate_ratio: got.errorRateRatio,
    average_predictive_value_difference: got.averagePredictiveValueDifference,
    theil_index: generalizedEntropy(pooled(groups), 1),
    generalized_entropy_index: generalizedEntropy(pooled(groups), 2),
    coefficient_of_variation: coefficientOfVariation(pooled(groups)),
    between_group_theil_index: betweenGroupEntropy(sides, 1),
    between_group_generalized_entropy_index: betweenGroupEntropy(sides, 2),
    between_all_groups_generalized_entropy_index: betweenGroupEntropy(groups, 2),
    smoothed_empirical_differential_fairness: differentialFairness(groups, { by: 'label' }),
  }
  for (const [name, value] of Object.entries(measures)) if (name in want) compareLibrary(check, `aif360 ${name}`, value, want[name])
  const performance: Record<string, string> = {
    TPR: 'tpr',
    TNR: 'tnr',
    FPR: 'fpr',
    FNR: 'fnr',
    PPV: 'ppv',
    NPV: 'npv',
    FDR: 'fdr',
    FOR: 'for',
    ACC: 'accuracy',
  }
  for (const [side, counts] of Object.entries({ privileged, unprivileged })) {
    for (const [name, value] of Object.entries((want[side] ?? {}) as Golden))
      compareLibrary(check, `aif360 ${side} ${name}`, rateOf(RATES[performance[name]], counts), value)
  }
}

/** Every measure of a table of groups, and of its strata where there are any, against the formulas and the libraries. */
export function compareMeasures(check: Check, groups: readonly Counts[], strata: readonly Counts[][] | null, want: Measured): void {
  compareRates(check, 'overall', pooled(groups), want.overall)
  want.groups.forEach((golden, g) => compareRates(check, `group ${g}`, groups[g], golden))
  compareSpreads(check, groups, want)
  compareWithFirst(check, groups, want)
  const ratios = impactRatios(groups.map((group) => shareOf('selectionRate', group)))
  ;(want.ll144_impact_ratio as unknown[]).forEach((ratio, g) => compare(check, `impact ratio ${g}`, ratios[g], ratio))
  for (const [name, alpha] of [
    ['ge0', 0],
    ['theil', 1],
    ['ge2', 2],
  ] as const)
    compare(check, name, generalizedEntropy(pooled(groups), alpha), want[name])
  compareClarify(check, groups, strata?.map(facing) ?? null, want)
  if (typeof want.fairlearn === 'object') compareFairlearn(check, groups, want.fairlearn as Golden)
  if (typeof want.aif360 === 'object') compareAif360(check, groups, want.aif360 as Golden)
}
