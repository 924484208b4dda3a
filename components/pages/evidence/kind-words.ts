import type { EvidenceKind } from '#server/contracts/evidence.ts'

/** What each kind of evidence is called, and the question it answers. */
export const KIND_WORDS: Record<EvidenceKind, { readonly title: string; readonly question: string }> = {
  performance: { title: 'Performance', question: 'How well do decisions agree with what turned out to be true?' },
  'data-quality': { title: 'Data quality', question: 'Is anything wrong with the evaluated rows?' },
  drift: { title: 'Drift', question: 'Is each feature distributed as in the reference?' },
  fairness: { title: 'Fairness', question: 'Are groups of people treated alike?' },
  explanation: { title: 'Explanation', question: 'Which features move the score, and how far?' },
  card: { title: 'Card', question: 'Is everything written that a reader must know?' },
}

/** The title of a kind by its name on the wire. */
export const kindTitle = (kind: string): string => Object.entries(KIND_WORDS).find(([name]) => name === kind)?.[1].title ?? kind
