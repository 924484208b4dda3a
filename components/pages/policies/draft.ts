import type { PolicyDocument } from '#server/contracts/governance.ts'

export type GateRule = PolicyDocument['gates'][number]

/** A gate that the policy has, or could take in. */
export interface DraftGate {
  readonly rule: GateRule
  readonly included: boolean
}

/** What a gate of each kind begins with when a policy takes it in. */
const OFFERED: readonly GateRule[] = [
  { name: 'performance', kind: 'performance', lowerBoundAbove: { rocAuc: 0.5, r2: 0, accuracyOverMajorityShare: 0 } },
  { name: 'fairness', kind: 'fairness', metric: 'demographicParityRatio', limit: 0.8 },
  { name: 'drift', kind: 'drift', failsAt: ['drift'] },
  { name: 'data-quality', kind: 'data-quality', maximumBlockingFindings: 0 },
  { name: 'explanation', kind: 'explanation', mustBeExact: false },
  { name: 'card', kind: 'card', mustBeComplete: true },
]

/** The gates of a policy, and those of the kinds that it has none of. */
export const draftGates = ({ gates }: PolicyDocument): DraftGate[] => [
  ...gates.map((rule) => ({ rule, included: true })),
  ...OFFERED.filter((rule) => !gates.some((gate) => gate.kind === rule.kind)).map((rule) => ({ rule, included: false })),
]

/** The rules of the gates that are taken in. */
export const rulesOf = (gates: readonly DraftGate[]): GateRule[] => gates.filter((gate) => gate.included).map((gate) => gate.rule)

/** Where a gate stands in the document that is sent, for the problems that come back; null when it is left out. */
export function placeOf(gates: readonly DraftGate[], index: number): number | null {
  return gates[index]?.included ? gates.slice(0, index).filter((gate) => gate.included).length : null
}
