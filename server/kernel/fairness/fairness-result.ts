import type { Measure } from '../numbers/measure.ts'

export interface GroupResult {
  group: string
  n: number
  /** Below `minimumGroup`: shown, and left out of `metrics`. */
  small: boolean
  selectionRate: Measure
  truePositiveRate: Measure
  falsePositiveRate: Measure
}

export interface PairResult {
  group: string
  statisticalParityDifference: Measure
  disparateImpact: Measure
}

export type FairnessMetric = 'demographicParityDifference' | 'demographicParityRatio' | 'equalOpportunityDifference' | 'equalizedOddsDifference'

export interface AttributeResult {
  attribute: string
  /** Rows whose value of the attribute is missing: in no group. */
  missing: number
  /** The largest group, the first by name of equals; null without any. */
  referenceGroup: string | null
  groups: GroupResult[]
  /** Largest against smallest rate over groups of at least `minimumGroup`. */
  metrics: Record<FairnessMetric, Measure>
  /** Could selection rates this different come about although all large groups are treated alike? Null below two groups. */
  parity: { statistic: number; degreesOfFreedom: number; pValue: number } | null
  /** Groups large enough that have no denominator for a rate: left out of the metrics that need it. */
  leftOut: { group: string; rate: 'truePositiveRate' | 'falsePositiveRate' }[]
  /** Each group minus, or over, the reference group. */
  pairs: PairResult[]
}

export type FairnessResult = {
  n: number
  /** Rows whose truth is not known: left out of true and false positive rates. */
  unlabelled: number
  minimumGroup: number
  attributes: AttributeResult[]
  /** Crossings of two attributes each, named `a × b`, where they do not make too many groups. */
  intersections: AttributeResult[]
}
