/** What a version says of its decisions: the class whose score decides, and from which score on. */
export interface DecisionRule {
  class?: number | undefined
  threshold?: number | undefined
}

const HALF = 0.5

/**
 * The score from which on a version decides positively: the declared one, else 0.5 where the score is that of one class. Null where
 * the score is a number, or several classes compete.
 *
 * @param task what performance evidence found the model to do, if there is any: a score without a named class is that of one too where
 * its label has two values (`binary`)
 */
export function decisionThreshold(decision: DecisionRule | null, task?: unknown): number | null {
  if (!decision) return null
  if (decision.class !== undefined) return decision.threshold ?? HALF
  if (task === 'multiclass') return null
  return decision.threshold ?? (task === 'binary' ? HALF : null)
}
