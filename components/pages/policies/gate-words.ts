import type { PolicyDocument } from '#server/contracts/governance.ts'
import type { RiskTier } from '#server/contracts/risk.ts'
import { formatMetric, inWords } from '../../ui/format.ts'
import type { GateRule } from './draft.ts'

/** A gate as a line of the policy: what it looks at, and what has to hold. */
export interface GateWords {
  readonly measure: string
  readonly limit: string
}

const METRICS = {
  demographicParityRatio: 'Lowest over highest rate of the favourable outcome',
  demographicParityDifference: 'Highest minus lowest rate of the favourable outcome',
  equalOpportunityDifference: 'Highest minus lowest true positive rate',
  equalizedOddsDifference: 'Larger difference of true and false positive rates',
} as const

const number = (value: number): string => formatMetric(value, Math.max(2, (String(value).split('.')[1] ?? '').length))

export function gateWords(rule: GateRule): GateWords {
  switch (rule.kind) {
    case 'performance': {
      const { rocAuc, r2, accuracyOverMajorityShare } = rule.lowerBoundAbove
      return {
        measure: 'ROC AUC, else R², else accuracy over the commonest class; lower end of the 95 % interval',
        limit: `> ${number(rocAuc)}, > ${number(r2)} or > ${number(accuracyOverMajorityShare)}`,
      }
    }
    case 'fairness':
      return {
        measure: `${METRICS[rule.metric]}, for each protected attribute`,
        limit: `${rule.metric === 'demographicParityRatio' ? '≥' : '≤'} ${number(rule.limit)}`,
      }
    case 'drift':
      return { measure: 'Verdict over all features', limit: rule.failsAt.includes('too-small-to-matter') ? 'stable' : 'stable, or too small to matter' }
    case 'data-quality':
      return { measure: 'Findings that block', limit: rule.maximumBlockingFindings === 0 ? 'none' : `≤ ${rule.maximumBlockingFindings}` }
    case 'explanation':
      return { measure: 'Contributions of each feature', limit: rule.mustBeExact ? 'measured, and exact' : 'measured' }
    case 'card':
      return { measure: 'Sections of the model card', limit: 'all written' }
  }
}

/** Who signs at a tier: `two people of different roles`. */
export function approvalWords({ approvals, distinctRoles }: PolicyDocument['approval'][RiskTier]): string {
  if (approvals === 1) return 'one person'
  return `${inWords(approvals)} people${distinctRoles ? ' of different roles' : ''}`
}

/** At which tiers a gate that cannot be judged blocks as if it failed. */
export function inconclusiveWords({ inconclusiveBlocksAt }: PolicyDocument): string {
  if (inconclusiveBlocksAt.length === 0) return 'Evidence that is missing or cannot be judged blocks at no tier; whoever decides weighs it.'
  const tiers = inconclusiveBlocksAt.length === 3 ? 'every tier' : `${inconclusiveBlocksAt.join(' and ')} risk`
  return `Evidence that is missing, too old or cannot be judged blocks at ${tiers}${inconclusiveBlocksAt.length === 3 ? '' : '; at the others whoever decides weighs it'}.`
}
