import type { Measure } from '../numbers/measure.ts'
import type { AttributeMeasures } from './attribute-measures.ts'
import type { GroupLeftOut } from './group-counts.ts'
import type { Parity } from './parity-null.ts'
import type { ScoreMeasures } from './score-measures.ts'

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

/** Groups of one attribute, or of one crossing, side by side. */
export interface GroupComparison {
  attribute: string
  /** Rows that have a decision and no value of the attribute: in no group. */
  missing: number
  /** The largest group, the first by name of equals; null without any. */
  referenceGroup: string | null
  groups: GroupResult[]
  /** Largest against smallest rate over groups of at least `minimumGroup`. */
  metrics: Record<FairnessMetric, Measure>
  /** The spread of selection rates against what chance alone gives if all large groups are treated alike. Null below two groups. */
  parity: Parity | null
  /** χ² test of the same: are selection rates of large groups homogeneous? Null below two groups. */
  homogeneity: { statistic: number; degreesOfFreedom: number; pValue: number } | null
  /** Groups large enough that have no denominator for a rate: left out of the metrics that need it. */
  leftOut: { group: string; rate: 'truePositiveRate' | 'falsePositiveRate' }[]
  /** Each group minus, or over, the reference group. */
  pairs: PairResult[]
}

export interface AttributeResult extends GroupComparison {
  measures: AttributeMeasures
  /** Where scores are known. */
  scores?: ScoreMeasures
}

/** A group of a crossing whose counts are withheld: it is small (or empty), or would give a small one away. */
export interface SuppressedGroup {
  group: string
  values: string[]
  suppressed: true
}

/** Two or three attributes crossed; only groups that are shown are compared. */
export interface CrossingResult extends Omit<GroupComparison, 'groups'> {
  attributes: string[]
  groups: ((GroupResult & { values: string[] }) | SuppressedGroup)[]
}

/** Demographic disparity within the values of a column, averaged over them: is a disparity explained by the column? */
export interface ConditionalResult {
  attribute: string
  /** The column, how many values it has, and rows without one. */
  stratum: string
  strata: number
  missing: number
  /** CDDL and CDDPL of SageMaker Clarify, with every large group as the facet, the largest 50 at most. */
  groups: { group: string; ofLabels: Measure; ofDecisions: Measure }[]
  /** How many groups are no facet; their names are in the measures of the attribute. */
  leftOut?: { reason: GroupLeftOut['reason']; groups: number; rows: number }[]
  /** Resampled tables behind each interval. */
  replicates?: number
}

export type FairnessResult = {
  n: number
  /** Rows whose truth is not known: left out of everything that needs it. */
  unlabelled: number
  minimumGroup: number
  /** Rows that are in no comparison at all. */
  excluded: { rows: number; reason: 'no-decision' }
  attributes: AttributeResult[]
  /** Crossings of two and three attributes, named `a × b`, where they do not make too many groups. */
  intersections: CrossingResult[]
  /** Crossings that would make more than `most` groups. */
  notCrossed: { attributes: string[]; groups: number; most: number }[]
  /** Groups of crossings withheld because they have fewer than `minimum` rows (`cells`), and to keep those secret (`complementary`). */
  suppression: { minimum: number; cells: number; complementary: number }
  conditional: ConditionalResult[]
  /** Columns not taken as strata, and why. */
  notConditioned: { stratum: string; reason: 'too-many-values' | 'too-few-values' }[]
  /** What the nulls and the resampled intervals were drawn with. */
  simulation: { seed: number; replicates: number }
}
