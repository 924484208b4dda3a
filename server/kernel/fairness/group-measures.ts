import { around } from '../intervals/interval.ts'
import { wilson } from '../intervals/wilson.ts'
import type { Measure } from '../numbers/measure.ts'
import { clarifyMeasures, unpairedMeasures } from './clarify.ts'
import type { ClarifyMeasure, UnpairedMeasure } from './clarify.ts'
import { disparities } from './disparities.ts'
import type { Disparities } from './disparities.ts'
import { cellsOf, CELLS, countsAt } from './group-counts.ts'
import { bootstrapMeasures } from './multinomial-bootstrap.ts'
import type { Resampling } from './multinomial-bootstrap.ts'
import { isNumber } from './quantity.ts'
import { RATE_NAMES, rateOf, shareOf } from './rates.ts'
import type { Counts, RateName } from './rates.ts'
import { absolute, differenceMeasure, meanOfTwo, measured, partOf, rateMeasure, ratioMeasure, sizeOf, Z_OF_TWO } from './share-measures.ts'

/** Every rate of a group with Wilson's interval. */
export const groupRates = (group: Counts): Record<RateName, Measure> =>
  Object.fromEntries(RATE_NAMES.map((rate) => [rate, rateMeasure(rateOf(rate, group), shareOf(rate, group))])) as Record<RateName, Measure>

/** Every disparity of a group and a reference with its interval: Newcombe's of differences, Koopman's of ratios. */
export function disparityMeasures(group: Counts, reference: Counts): Record<keyof Disparities, Measure> {
  const values = disparities(group, reference)
  const sides = (rate: RateName) => [shareOf(rate, group), shareOf(rate, reference)] as const
  const found: Partial<Record<string, Measure>> = {}
  for (const rate of RATE_NAMES) {
    found[`${rate}Difference`] = differenceMeasure(values[`${rate}Difference`], ...sides(rate))
    found[`${rate}Ratio`] = ratioMeasure(values[`${rate}Ratio`], ...sides(rate))
  }
  const part = (rate: RateName, z?: number) => partOf(...sides(rate), z)
  const [tpr, fpr] = ['truePositiveRate', 'falsePositiveRate'] as const
  const worse = () => {
    const [a, b] = [tpr, fpr].map((rate) => absolute(part(rate, Z_OF_TWO)).interval)
    return { lower: Math.max(a.lower, b.lower), upper: Math.max(a.upper, b.upper) }
  }
  return {
    ...(found as Record<keyof Disparities, Measure>),
    averageOddsDifference: measured(values.averageOddsDifference, () => meanOfTwo(part(tpr), part(fpr)), 'newcombe-mover'),
    averageAbsoluteOddsDifference: measured(values.averageAbsoluteOddsDifference, () => meanOfTwo(absolute(part(tpr)), absolute(part(fpr))), 'newcombe-mover'),
    equalizedOddsDifference: measured(values.equalizedOddsDifference, worse, 'newcombe-sidak'),
    averagePredictiveValueDifference: measured(
      values.averagePredictiveValueDifference,
      () => meanOfTwo(part('positivePredictiveValue'), part('falseOmissionRate')),
      'newcombe-mover',
    ),
    selectedCountRatio: measured(
      values.selectedCountRatio,
      (value) => {
        const { lower, upper } = wilson(group.selected, group.selected + reference.selected)
        return around(value, lower / (1 - lower), upper / (1 - upper))
      },
      'wilson-odds',
    ),
  }
}

/** Clarify's measures of a facet `d` and everybody else, `a`, each with its interval; `inequality` is GE of both, measured already. */
export function clarifyWithIntervals(a: Counts, d: Counts, inequality: Measure, resampling: Resampling): Record<ClarifyMeasure, Measure> {
  const values = clarifyMeasures(a, d)
  const resampled = bootstrapMeasures<UnpairedMeasure>(
    [...cellsOf(a), ...cellsOf(d)],
    (cells) => unpairedMeasures(countsAt(cells, 0), countsAt(cells, CELLS)),
    resampling,
  )
  const difference = (name: ClarifyMeasure, rate: RateName, one: Counts, other: Counts): Measure =>
    differenceMeasure(values[name], shareOf(rate, one), shareOf(rate, other))
  const labels = difference('DPL', 'baseRate', a, d)
  const distance = (name: 'LP' | 'TVD' | 'KS', factor = 1): Measure =>
    measured(values[name], (value) => ('value' in labels ? around(value, ...ends(sizeOf(labels, factor))) : { lower: value, upper: value }), 'newcombe')
  return {
    ...resampled,
    CI: measured(
      values.CI,
      (value) => {
        const { lower, upper } = wilson(d.n, a.n + d.n)
        return around(value, 1 - 2 * upper, 1 - 2 * lower)
      },
      'wilson',
    ),
    DPL: labels,
    LP: distance('LP', Math.SQRT2),
    TVD: distance('TVD'),
    KS: distance('KS'),
    DPPL: difference('DPPL', 'selectionRate', a, d),
    DI: ratioMeasure(values.DI, shareOf('selectionRate', d), shareOf('selectionRate', a)),
    SD: difference('SD', 'trueNegativeRate', d, a),
    RD: difference('RD', 'truePositiveRate', a, d),
    DAR: difference('DAR', 'positivePredictiveValue', a, d),
    DRR: difference('DRR', 'negativePredictiveValue', d, a),
    AD: difference('AD', 'accuracy', a, d),
    GE: isNumber(values.GE) ? inequality : { undefined: values.GE },
  }
}

const ends = ({ lower, upper }: { lower: number; upper: number }): [lower: number, upper: number] => [lower, upper]
