import type { Confusion } from '../performance/performance-result.ts'
import type { EstimatedMeasure } from './sampling-errors.ts'

/** Counts that probabilities let expect, and the measures that follow from them; NaN without a denominator. */
export interface ExpectedMeasures {
  confusion: Confusion
  measures: Record<EstimatedMeasure, number>
}

function confusionOf(scores: Float64Array, probabilities: Float64Array, threshold: number): Confusion {
  let [tp, fp, fn, tn] = [0, 0, 0, 0]
  for (let row = 0; row < scores.length; row++) {
    const p = probabilities[row]
    if (scores[row] >= threshold) {
      tp += p
      fp += 1 - p
    } else {
      fn += p
      tn += 1 - p
    }
  }
  return { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn }
}

/** Area under the ROC curve and average precision of expected positives and negatives, rows of one score taken together. */
function rankingOf(scores: Float64Array, probabilities: Float64Array): { rocAuc: number; averagePrecision: number } {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a])
  let [positive, wins, precision] = [0, 0, 0]
  let negativesAbove = 0
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]]
    let held = 0
    let rows = 0
    for (; i < order.length && scores[order[i]] === score; i++, rows++) held += probabilities[order[i]]
    positive += held
    precision += held * (positive / i)
    // The area to the left of the curve, in strips between one score and the next.
    wins += (rows - held) * (positive - held / 2)
    negativesAbove += rows - held
  }
  return { rocAuc: wins / (positive * negativesAbove), averagePrecision: precision / positive }
}

/** What scores, decided at `threshold`, come to when each row is positive with its probability. */
export function expectedMeasures(scores: Float64Array, probabilities: Float64Array, threshold: number): ExpectedMeasures {
  const confusion = confusionOf(scores, probabilities, threshold)
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = confusion
  return {
    confusion,
    measures: {
      accuracy: (tp + tn) / scores.length,
      precision: tp / (tp + fp),
      recall: tp / (tp + fn),
      specificity: tn / (tn + fp),
      f1: tp / (tp + (fp + fn) / 2),
      ...rankingOf(scores, probabilities),
    },
  }
}
