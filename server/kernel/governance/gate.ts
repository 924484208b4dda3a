export type EvidenceKind = 'performance' | 'data-quality' | 'drift' | 'fairness' | 'explanation' | 'card'
export type RiskTier = 'low' | 'medium' | 'high'
export type GateState = 'pass' | 'fail' | 'inconclusive'

/** The lower end of the 95 % interval of the task's own measure must lie above these. */
export interface PerformanceRule {
  name: string
  kind: 'performance'
  lowerBoundAbove: { rocAuc: number; r2: number; accuracyOverMajorityShare: number }
}
/** One gate for each protected attribute; a ratio passes at or above `limit`, a difference at or below it. */
export interface FairnessRule {
  name: string
  kind: 'fairness'
  metric: 'demographicParityRatio' | 'demographicParityDifference' | 'equalOpportunityDifference' | 'equalizedOddsDifference'
  limit: number
}
export interface DriftRule {
  name: string
  kind: 'drift'
  failsAt: ('drift' | 'too-small-to-matter')[]
}
export interface QualityRule {
  name: string
  kind: 'data-quality'
  maximumBlockingFindings: number
}
export interface ExplanationRule {
  name: string
  kind: 'explanation'
  mustBeExact: boolean
}
export interface CardRule {
  name: string
  kind: 'card'
  mustBeComplete: true
}
export type GateRule = PerformanceRule | FairnessRule | DriftRule | QualityRule | ExplanationRule | CardRule

/** What one rule says of one result, in a sentence that holds the numbers. */
export interface Judgement {
  state: GateState
  detail: string
  measured?: string
  threshold?: string
}

export interface GateResult extends Judgement {
  name: string
  kind: EvidenceKind
  evidenceId: string | null
  blocks: boolean
}
