import { averagePrecisionWithError } from '../performance/average-precision.ts'
import { rankTable } from '../performance/rank-table.ts'
import type { RankTable } from '../performance/rank-table.ts'

export const ESTIMATED_MEASURES = ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'rocAuc', 'averagePrecision'] as const
export type EstimatedMeasure = (typeof ESTIMATED_MEASURES)[number]

/** For each measure its standard error times √rows: by how much it varies between samples of a given size. NaN: not known. */
export type SamplingErrors = Record<EstimatedMeasure, number>

const spread = (share: number): number => Math.sqrt(share * (1 - share))

/** √rows × the error of a share that only `trials` of the `rows` tell. */
const ofShare = (successes: number, trials: number, rows: number): number => spread(successes / trials) / Math.sqrt(trials / rows)

/** Standard deviation of the share of the other class below each row of the rarer one, over that one's share of rows. */
function ofRanking({ positives, negatives, positive, negative }: RankTable): number {
  const rare = positive <= negative
  const [own, other] = rare ? [positives, negatives] : [negatives, positives]
  const [owned, others] = rare ? [positive, negative] : [negative, positive]
  let [above, sum, squares] = [0, 0, 0]
  for (let k = 0; k < own.length; k++) {
    const placement = (above + other[k] / 2) / others
    above += other[k]
    sum += own[k] * placement
    squares += own[k] * placement * placement
  }
  const mean = sum / owned
  return Math.sqrt(Math.max(0, squares / owned - mean * mean)) / Math.sqrt(owned / (owned + others))
}

/**
 * How much measures vary by chance, from rows whose truth is known: standard errors of means (accuracy, and the measures
 * that are means over a part of the rows), of ranks for the area under the ROC curve, the infinitesimal jackknife's for
 * average precision. `scores` finite, `truth` 1 or 0.
 */
export function samplingErrors(scores: Float64Array, truth: Uint8Array, threshold: number): SamplingErrors {
  const n = scores.length
  let [tp, fp, fn] = [0, 0, 0]
  for (let row = 0; row < n; row++) {
    const decided = scores[row] >= threshold
    if (truth[row] !== 1) fp += decided ? 1 : 0
    else if (decided) tp++
    else fn++
  }
  const tn = n - tp - fp - fn
  const relevant = tp + fp + fn
  const table = rankTable(scores, truth)
  return {
    accuracy: spread((tp + tn) / n),
    precision: ofShare(tp, tp + fp, n),
    recall: ofShare(tp, tp + fn, n),
    specificity: ofShare(tn, tn + fp, n),
    f1: (relevant / (tp + (fp + fn) / 2)) * ofShare(tp, relevant, n),
    rocAuc: ofRanking(table),
    averagePrecision: table.positive === 0 ? NaN : averagePrecisionWithError(table).standardError * Math.sqrt(n),
  }
}
