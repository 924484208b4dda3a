import { around } from '../intervals/interval.ts'
import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { agreement } from './agreement.ts'
import { jackknifeShare } from './confusion-jackknife.ts'
import type { BinaryMetric, Confusion } from './performance-result.ts'
import { shareOf } from './share-measures.ts'

/** Mean of the shares found of positives and of negatives; the interval is made of Wilson's of both (Donner and Zou, Statist. Med. 31, 2012). */
function balancedAccuracy({ truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn }: Confusion): Measure {
  if (tp + fn === 0 || tn + fp === 0) return undefinedBecause('one-class')
  const [recall, specificity] = [tp / (tp + fn), tn / (tn + fp)]
  const [one, two] = [wilson(tp, tp + fn), wilson(tn, tn + fp)]
  const value = (recall + specificity) / 2
  const [below, above] = [Math.hypot(recall - one.lower, specificity - two.lower) / 2, Math.hypot(one.upper - recall, two.upper - specificity) / 2]
  return { value, ...around(value, Math.max(0, value - below), Math.min(1, value + above)), method: 'wilson-mover' }
}

const f2 = ([[, fp], [fn, tp]]: readonly (readonly number[])[]): number => (5 * tp) / (5 * tp + 4 * fn + fp)

/** What the counts of decisions tell beyond accuracy, precision, recall and F1. */
export function decisionMeasures(
  confusion: Confusion,
): Pick<Record<BinaryMetric, Measure>, 'specificity' | 'negativePredictiveValue' | 'balancedAccuracy' | 'f2' | 'matthewsCorrelation' | 'cohenKappa'> {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = confusion
  const counts = [
    [tn, fp],
    [fn, tp],
  ]
  const n = tp + fp + fn + tn
  const none = n === 0 ? 'no-rows' : null
  const { matthewsCorrelation, cohenKappa } = agreement(counts)
  return {
    specificity: shareOf(tn, tn + fp, none ?? 'no-negatives'),
    negativePredictiveValue: shareOf(tn, tn + fn, none ?? 'none-rejected'),
    balancedAccuracy: none === null ? balancedAccuracy(confusion) : undefinedBecause(none),
    f2: tp + fp + fn === 0 ? undefinedBecause(none ?? 'no-positives') : jackknifeShare(counts, tp + fp + fn, f2),
    matthewsCorrelation,
    cohenKappa,
  }
}
