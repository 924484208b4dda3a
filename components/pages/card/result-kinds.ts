import type { EvidenceKind } from '#server/contracts/evidence.ts'

/** The results of a card, in the order of the document. */
export const RESULT_KINDS = ['performance', 'fairness', 'drift', 'explanation', 'data-quality'] as const satisfies readonly EvidenceKind[]
