import type { GroupMeasures, InequalityMeasure } from '#server/kernel/fairness/attribute-measures.ts'
import type { AttributeResult, CrossingResult, GroupComparison } from '#server/kernel/fairness/fairness-result.ts'
import { UNDEFINED_REASONS, type Measure } from '#server/kernel/numbers/measure.ts'
import type { HeatCell } from '../../charts/heat-map.tsx'
import { formatCount, formatInterval, formatMetric, formatP } from '../../ui/format.ts'
import { isDefined } from './defined.ts'

/** How the console speaks of fairness. Pure. */

const WORDS: Record<string, string> = {
  baseRate: 'favourable in truth',
  selectionRate: 'selection rate',
  truePositiveRate: 'true positive rate',
  falsePositiveRate: 'false positive rate',
  falseNegativeRate: 'false negative rate',
  trueNegativeRate: 'true negative rate',
  positivePredictiveValue: 'positive predictive value',
  negativePredictiveValue: 'negative predictive value',
  falseDiscoveryRate: 'false discovery rate',
  falseOmissionRate: 'false omission rate',
  accuracy: 'accuracy',
  errorRate: 'error rate',
  averageOddsDifference: 'average odds, difference',
  averageAbsoluteOddsDifference: 'average absolute odds, difference',
  equalizedOddsDifference: 'equalized odds, difference',
  averagePredictiveValueDifference: 'average predictive value, difference',
  selectedCountRatio: 'number selected, ratio',
}

const INEQUALITY: Record<InequalityMeasure, string> = {
  generalizedEntropy: 'Generalized entropy of benefit (α 2)',
  theilIndex: 'Theil index of benefit',
  meanLogDeviation: 'Mean log deviation of benefit',
  coefficientOfVariation: 'Coefficient of variation of benefit',
  betweenGroupGeneralizedEntropy: 'Generalized entropy between groups (α 2)',
  betweenGroupTheilIndex: 'Theil index between groups',
  differentialFairness: 'Differential fairness ε, smoothed',
}

const CLARIFY: Record<string, string> = {
  CI: 'class imbalance',
  DPL: 'difference in positive proportions in labels',
  KL: 'Kullback–Leibler divergence of labels',
  JS: 'Jensen–Shannon divergence of labels',
  LP: 'L2 distance of labels',
  TVD: 'total variation distance of labels',
  KS: 'Kolmogorov–Smirnov distance of labels',
  DPPL: 'difference in positive proportions in decisions',
  DI: 'disparate impact against everybody else',
  DCAcc: 'difference in conditional acceptance',
  DCR: 'difference in conditional rejection',
  SD: 'specificity difference',
  RD: 'recall difference',
  DAR: 'difference in acceptance rates',
  DRR: 'difference in rejection rates',
  AD: 'accuracy difference',
  TE: 'treatment equality',
  GE: 'generalized entropy',
}

/** `truePositiveRateDifference` → "true positive rate, difference". */
export function rateWords(name: string): string {
  const known = WORDS[name]
  if (known) return known
  const [, rate = name, how = ''] = /^(.*)(Difference|Ratio)$/.exec(name) ?? []
  return `${WORDS[rate] ?? rate}${how ? `, ${how.toLowerCase()}` : ''}`
}

export const whyWords = (measure: Measure | undefined): string | null =>
  measure && !isDefined(measure) ? (UNDEFINED_REASONS[measure.undefined] ?? measure.undefined) : null

/** One measure of an attribute, ready for a table. */
export interface MeasureRow {
  /** The group that it is of; "all groups" of the attribute as a whole. */
  readonly group: string
  readonly measure: string
  readonly value: Measure
}

/** Every measure of an attribute: spreads over groups, inequality as a whole, then each group, its decisions and its scores. */
export function measureRows({ measures, referenceGroup, scores }: Pick<AttributeResult, 'measures' | 'referenceGroup' | 'scores'>): MeasureRow[] {
  const whole = 'all groups'
  return [
    ...measures.spreads.flatMap(({ rate, difference, ratio }) => [
      { group: whole, measure: `Spread of the ${rateWords(rate)}, largest minus smallest`, value: difference },
      { group: whole, measure: `Spread of the ${rateWords(rate)}, smallest over largest`, value: ratio },
    ]),
    ...Object.entries(measures.inequality).map(([name, value]) => ({ group: whole, measure: INEQUALITY[name as InequalityMeasure] ?? name, value })),
    ...measures.groups.flatMap((group) => groupRows(group, referenceGroup)),
    ...(scores?.groups ?? []).flatMap(({ group, rocAuc, scoringRate, impactRatio }) => [
      { group, measure: 'ROC AUC of its own rows', value: rocAuc },
      { group, measure: 'Scored above the median of all (LL 144)', value: scoringRate },
      { group, measure: 'Impact ratio of scoring, over the best group (LL 144)', value: impactRatio },
    ]),
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function groupRows({ group, rates, impactRatio, againstReference, clarify }: GroupMeasures, reference: string | null): MeasureRow[] {
  return [
    ...Object.entries(rates).map(([name, value]) => ({ group, measure: capital(rateWords(name)), value })),
    { group, measure: 'Impact ratio, over the best group (LL 144)', value: impactRatio },
    ...Object.entries(againstReference ?? {}).map(([name, value]) => ({ group, measure: `Against ${reference}: ${rateWords(name)}`, value })),
    ...Object.entries(clarify).map(([name, value]) => ({ group, measure: `${name}, ${CLARIFY[name] ?? 'Clarify'}`, value })),
  ]
}

/** Could a spread this large be chance? In a sentence; null where it was not asked, or by a kernel that did not draw. */
export function parityWords({ parity, metrics }: Pick<GroupComparison, 'parity' | 'metrics'>): string | null {
  if (!parity || !('null95' in parity)) return null
  const found = metrics.demographicParityDifference
  const value = isDefined(found) ? formatMetric(found.value, 3) : 'not defined'
  return `If all groups were treated alike, selection rates of groups this small would still differ by up to ${formatMetric(parity.null95, 3)} in 95 % of draws; they differ by ${value} (p ${formatP(parity.pValue)}).`
}

/** Amber below parity, blue above: where a ratio lies. */
const fillOf = (ratio: number): string => (ratio < 0.8 ? 'd1' : ratio < 0.87 ? 'd2' : ratio < 0.95 ? 'd3' : ratio <= 1.02 ? 'd4' : 'd5')

type CrossedGroup = CrossingResult['groups'][number]

/** A group of a crossing as a cell: its ratio to the reference group, or that it is withheld. */
export function crossingCell(crossing: CrossingResult, group: CrossedGroup | undefined): HeatCell {
  if (!group) return { detail: 'no such row' }
  if ('suppressed' in group) return { suppressed: true, detail: 'small, or hides a small one' }
  const n = `n ${formatCount(group.n)}`
  if (group.group === crossing.referenceGroup) return { fill: 'd4', value: '1.000', detail: `reference, ${n}` }
  const ratio = crossing.pairs.find((pair) => pair.group === group.group)?.disparateImpact
  if (!ratio || !isDefined(ratio)) return { detail: `not defined, ${n}` }
  const interval = `${formatInterval(ratio.lower, ratio.upper, 2)}, ${n}`
  return group.small
    ? { value: formatMetric(ratio.value, 3), detail: `${interval}, too few to gate` }
    : { fill: fillOf(ratio.value), value: formatMetric(ratio.value, 3), detail: interval }
}
