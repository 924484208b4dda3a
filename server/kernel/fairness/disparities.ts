import { combine, divide, isNumber, ratioOf, subtract } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { RATE_NAMES, rateOf } from './rates.ts'
import type { Counts, RateName } from './rates.ts'

export type Disparities = Record<`${RateName}Difference` | `${RateName}Ratio`, Quantity> & {
  /** Mean of the differences of true and false positive rates, and of their sizes (AIF360). */
  averageOddsDifference: Quantity
  averageAbsoluteOddsDifference: Quantity
  /** The larger of their sizes. */
  equalizedOddsDifference: Quantity
  /** Mean of the differences of positive predictive value and false omission rate (AIF360). */
  averagePredictiveValueDifference: Quantity
  /** Selected rows over the reference's selected rows (Aequitas: predicted positive rate disparity). */
  selectedCountRatio: Quantity
}

/** Every rate of a group minus, and over, that of a reference: AIF360's, Aequitas' and Fairlearn's pairwise measures. */
export function disparities(group: Counts, reference: Counts): Disparities {
  const found: Partial<Record<string, Quantity>> = {}
  for (const rate of RATE_NAMES) {
    const [own, other] = [rateOf(rate, group), rateOf(rate, reference)]
    found[`${rate}Difference`] = subtract(own, other)
    found[`${rate}Ratio`] = ratioOf(own, other)
  }
  const differences = found as Disparities
  const [tpr, fpr] = [differences.truePositiveRateDifference, differences.falsePositiveRateDifference]
  return {
    ...differences,
    averageOddsDifference: combine(tpr, fpr, (a, b) => (a + b) / 2),
    averageAbsoluteOddsDifference: combine(tpr, fpr, (a, b) => (Math.abs(a) + Math.abs(b)) / 2),
    equalizedOddsDifference: combine(tpr, fpr, (a, b) => Math.max(Math.abs(a), Math.abs(b))),
    averagePredictiveValueDifference: combine(differences.positivePredictiveValueDifference, differences.falseOmissionRateDifference, (a, b) => (a + b) / 2),
    selectedCountRatio: divide(group.selected, reference.selected),
  }
}

export interface RateSpread {
  /** Largest minus smallest, and smallest over largest. */
  difference: Quantity
  ratio: Quantity
  /** How many groups have the rate. */
  used: number
}

/** Spread of a rate over groups; undefined where one is undefined, unless those are to be left out (`definedOnly`). */
export function rateSpread(rates: readonly Quantity[], { definedOnly = false }: { definedOnly?: boolean } = {}): RateSpread {
  const known = rates.filter(isNumber)
  const none = (why: Quantity): RateSpread => ({ difference: why, ratio: why, used: known.length })
  if ((definedOnly ? known : rates).length < 2) return none('fewer-than-two-groups')
  if (known.length < rates.length && !definedOnly) return none('undefined-operand')
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return { difference: high - low, ratio: divide(low, high), used: known.length }
}

/** Furthest that a group's rate is from that of all rows (Fairlearn: `to_overall`), as a difference and as a ratio of at most 1. */
export function spreadToOverall(rates: readonly Quantity[], overall: Quantity): Omit<RateSpread, 'used'> {
  const known = rates.filter(isNumber)
  if (known.length < rates.length || !isNumber(overall)) return { difference: 'undefined-operand', ratio: 'undefined-operand' }
  const ratios = known.map((rate) => Math.min(rate, overall) / Math.max(rate, overall))
  return {
    difference: Math.max(...known.map((rate) => Math.abs(rate - overall))),
    ratio: overall === 0 ? 'zero-denominator' : Math.min(...ratios),
  }
}
