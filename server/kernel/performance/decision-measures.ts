import { around } from '../intervals/interval.ts'
import { wilson } from '../intervals/wilson.ts'
import { undefinedBecause } from '../numbers/measure.ts'
import type { Measure } from '../numbers/measure.ts'
import { agreement } from './agreement.ts'
import { jackknifeShare, marginsOf } from './confusion-jackknife.ts'
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

/** F2 of at least one positive in truth or in decisions, which true negatives have no part in. */
function f2({ truePositives: tp, falsePositives: fp, falseNegatives: fn }: Confusion): Measure {
  const weighed = 5 * tp + 4 * fn + fp
  const value = (5 * tp) / weighed
  const gains = [
    [0, -value],
    [-4 * value, 5 - 5 * value],
  ]
  const margins = marginsOf([
    [0, fp],
    [fn, tp],
  ])
  return jackknifeShare(margins, value, (t, p) => gains[t][p] / weighed)
}

/** What the counts of decisions tell beyond accuracy, precision, recall and F1. */
export function decisionMeasures(
  confusion: Confusion,
): Pick<Record<BinaryMetric, Measure>, 'specificity' | 'negativePredictiveValue' | 'balancedAccuracy' | 'f2' | 'matthewsCorrelation' | 'cohenKappa'> {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = confusion
  const margins = marginsOf([
    [tn, fp],
    [fn, tp],
  ])
  const n = tp + fp + fn + tn
  const none = n === 0 ? 'no-rows' : null
  const { matthewsCorrelation, cohenKappa } = agreement(margins)
  return {
    specificity: shareOf(tn, tn + fp, none ?? 'no-negatives'),
    negativePredictiveValue: shareOf(tn, tn + fn, none ?? 'none-rejected'),
    balancedAccuracy: none === null ? balancedAccuracy(confusion) : undefinedBecause(none),
    f2: tp + fp + fn === 0 ? undefinedBecause(none ?? 'no-positives') : f2(confusion),
    matthewsCorrelation,
    cohenKappa,
  }
}
