import { f1Of, shareOf } from '#server/kernel/performance/share-measures.ts'
import type { BinaryResult, Confusion, ThresholdRow } from '#server/kernel/performance/performance-result.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'

export interface ThresholdMeasure {
  readonly name: string
  readonly measure: Measure
}

/** What follows from counts of truth and decision, with Wilson's intervals. Pure. */
export function measuresOf({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): ThresholdMeasure[] {
  const [positives, negatives] = [truePositives + falseNegatives, falsePositives + trueNegatives]
  const decided = truePositives + falsePositives
  const n = positives + negatives
  return [
    { name: 'Decided positive', measure: shareOf(decided, n, 'no-rows') },
    { name: 'Accuracy', measure: shareOf(truePositives + trueNegatives, n, 'no-rows') },
    { name: 'Precision', measure: shareOf(truePositives, decided, 'none-predicted') },
    { name: 'Recall', measure: shareOf(truePositives, positives, 'no-positives') },
    { name: 'Specificity', measure: shareOf(trueNegatives, negatives, 'no-negatives') },
    { name: 'False positive rate', measure: shareOf(falsePositives, negatives, 'no-negatives') },
    { name: 'F1', measure: f1Of(truePositives, falsePositives, falseNegatives, 'no-positives') },
  ]
}

/** The step of the table whose threshold is nearest to `threshold`; 0 for an empty table. */
export function nearestStep(rows: readonly ThresholdRow[], threshold: number): number {
  let best = 0
  rows.forEach((row, i) => {
    if (Math.abs(row.threshold - threshold) < Math.abs((rows[best]?.threshold ?? Infinity) - threshold)) best = i
  })
  return best
}

function rowAt(threshold: number, { truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): ThresholdRow {
  const [positives, negatives] = [truePositives + falseNegatives, falsePositives + trueNegatives]
  const decided = truePositives + falsePositives
  const share = (count: number, of: number) => (of === 0 ? null : count / of)
  return {
    threshold,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    decidedPositive: share(decided, positives + negatives) ?? 0,
    precision: share(truePositives, decided),
    recall: share(truePositives, positives),
    f1: share(2 * truePositives, positives + decided),
    falsePositiveRate: share(falsePositives, negatives),
  }
}

/**
 * What is decided at a step of the table. At the step nearest to the threshold in force that threshold itself is looked at,
 * which may lie between two steps; undefined beyond the table.
 */
export function lookedAt({ thresholds, threshold, confusion }: BinaryResult, step: number): ThresholdRow | undefined {
  return thresholds.length > 0 && step === nearestStep(thresholds, threshold) ? rowAt(threshold, confusion) : thresholds[step]
}
