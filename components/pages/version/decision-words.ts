import type { Decision } from '#server/contracts/registry.ts'
import { decisionThreshold } from '#server/kernel/scores/decision-threshold.ts'

/** "Positive where probabilities[1] ≥ 0.18", or which output is the score, where nothing declared says from which on it is positive. Pure. */
export function decisionWords(decision: Decision | null): string {
  if (!decision) return 'not declared'
  const score = decision.class === undefined ? decision.output : `${decision.output}[${decision.class}]`
  const threshold = decisionThreshold(decision)
  return threshold === null ? `by ${score}, no threshold declared` : `positive where ${score} ≥ ${threshold}`
}
