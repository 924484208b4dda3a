import type { EvidenceKind, GateResult, GateRule, Judgement, RiskTier } from './gate.ts'
import { judgeDrift } from './gates/drift-gate.ts'
import { judgeFairness } from './gates/fairness-gate.ts'
import { judgePerformance } from './gates/performance-gate.ts'
import { judgeCard, judgeExplanation } from './gates/presence-gates.ts'
import { judgeQuality } from './gates/quality-gate.ts'
import { countOf, decimals } from './words.ts'

/** The newest evidence of a kind, as far as a gate reads it. */
export interface GateEvidence {
  id: string
  result: Record<string, unknown>
  createdAt: string
}

export interface GateInput {
  policy: { gates: readonly GateRule[]; evidenceMaxAgeDays: number; inconclusiveBlocksAt: readonly RiskTier[] }
  tier: RiskTier
  evidence: Readonly<Record<string, GateEvidence | undefined>>
  /** As the data set of the version declares them. */
  protectedAttributes: readonly string[]
  /** ISO 8601 */
  now: string
}

const DAY_MS = 86_400_000

const TITLES: Record<EvidenceKind, string> = {
  performance: 'performance',
  'data-quality': 'data quality',
  drift: 'drift',
  fairness: 'fairness',
  explanation: 'explanation',
  card: 'card',
}

function absent(kind: EvidenceKind): Judgement {
  if (kind === 'card') return { state: 'inconclusive', detail: 'No card evidence yet: write the sections of the model card.' }
  return { state: 'inconclusive', detail: `No ${TITLES[kind]} evidence yet: run an assessment.` }
}

/** Old evidence proves nothing good any more; what it showed to be wrong stays wrong until newer evidence says otherwise. */
function aged(judgement: Judgement, createdAt: string, input: GateInput): Judgement {
  const days = (Date.parse(input.now) - Date.parse(createdAt)) / DAY_MS
  const limit = input.policy.evidenceMaxAgeDays
  if (days <= limit) return judgement
  const age = `The evidence is ${decimals(Math.floor(days * 10) / 10)} days old, more than the ${countOf(limit, 'day')} allowed: run it again.`
  return { ...judgement, state: judgement.state === 'fail' ? 'fail' : 'inconclusive', detail: `${age} It said: ${judgement.detail}` }
}

function judge(rule: Exclude<GateRule, { kind: 'fairness' }>, result: Record<string, unknown>): Judgement {
  switch (rule.kind) {
    case 'performance':
      return judgePerformance(rule, result)
    case 'drift':
      return judgeDrift(rule, result)
    case 'data-quality':
      return judgeQuality(rule, result)
    case 'explanation':
      return judgeExplanation(rule, result)
    case 'card':
      return judgeCard(rule, result)
  }
}

/** A rule as the gates it makes: one, or one for each protected attribute. */
function judgementsOf(rule: GateRule, input: GateInput): { name: string; judgement: Judgement }[] {
  const evidence = input.evidence[rule.kind]
  const settle = (judged: (result: Record<string, unknown>) => Judgement) =>
    evidence === undefined ? absent(rule.kind) : aged(judged(evidence.result), evidence.createdAt, input)
  if (rule.kind !== 'fairness') return [{ name: rule.name, judgement: settle((result) => judge(rule, result)) }]
  if (input.protectedAttributes.length === 0) {
    return [{ name: rule.name, judgement: { state: 'inconclusive', detail: 'The data set declares no protected attribute, so fairness cannot be judged.' } }]
  }
  return input.protectedAttributes.map((attribute) => ({
    name: `${rule.name}-${attribute}`,
    judgement: settle((result) => judgeFairness(rule, attribute, result)),
  }))
}

/**
 * How every gate of a policy stands for a version, from the newest evidence of each kind. A gate blocks when it
 * fails, and when it is inconclusive at a tier that the policy lists; `evidenceId` is null only where there is none.
 */
export function evaluateGates(input: GateInput): GateResult[] {
  return input.policy.gates.flatMap((rule) =>
    judgementsOf(rule, input).map(({ name, judgement }) => ({
      name,
      kind: rule.kind,
      ...judgement,
      evidenceId: input.evidence[rule.kind]?.id ?? null,
      blocks: judgement.state === 'fail' || (judgement.state === 'inconclusive' && input.policy.inconclusiveBlocksAt.includes(input.tier)),
    })),
  )
}
