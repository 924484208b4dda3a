import type { LimePlan } from './lime-plan.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** A local line through the scores near a row. */
export type LimeFit = {
  /** Per feature: what it adds while it stays in the row's bin; 0 where it was not selected. */
  readonly coefficients: Float64Array
  readonly intercept: number
  /** Weighted share of the variance explained, 0 where the score does not vary. */
  readonly r2: number
}

const SELECTION_RIDGE = 0.01
const RIDGE = 1

/**
 * Fits LIME's weighted ridge regression: samples weigh exp(-d²/w²)^½ with d² the features out of the row's bin and
 * w = ¾ √features; the `most` (10) features with the largest weights are kept, then fitted again with penalty 1.
 *
 * @param scores of the plan's samples
 */
export function limeFit(plan: LimePlan, scores: Float64Array, most = 10): LimeFit {
  const { players, same } = plan
  const width = 0.75 * Math.sqrt(players)
  const weights = Float64Array.from(scores, (_, sample) => {
    let away = 0
    for (let player = 0; player < players; player++) away += 1 - same[sample * players + player]
    return Math.sqrt(Math.exp(-away / width ** 2))
  })
  const all = Array.from({ length: players }, (_, player) => player)
  const first = ridge(plan, scores, weights, all, SELECTION_RIDGE)
  const kept = all
    .toSorted((a, b) => Math.abs(first.beta[b]) - Math.abs(first.beta[a]) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b)
  const { beta, intercept, r2 } = ridge(plan, scores, weights, kept, RIDGE)
  const coefficients = new Float64Array(players)
  kept.forEach((player, index) => (coefficients[player] = beta[index]))
  return { coefficients, intercept, r2 }
}

/** Weighted ridge regression on some players, with an intercept that is not penalised. */
function ridge({ players, same }: LimePlan, scores: Float64Array, weights: Float64Array, kept: readonly number[], penalty: number) {
  const n = kept.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const meanScore = scores.reduce((sum, score, sample) => sum + weights[sample] * score, 0) / total
  const means = kept.map((player) => scores.reduce((sum, _, sample) => sum + weights[sample] * same[sample * players + player], 0) / total)
  const matrix = new Float64Array(n * n)
  const right = new Float64Array(n)
  const centred = new Float64Array(n)
  for (let sample = 0; sample < scores.length; sample++) {
    for (let i = 0; i < n; i++) centred[i] = same[sample * players + kept[i]] - means[i]
    for (let i = 0; i < n; i++) {
      const weighted = weights[sample] * centred[i]
      right[i] += weighted * (scores[sample] - meanScore)
      for (let j = 0; j <= i; j++) matrix[i * n + j] += weighted * centred[j]
    }
  }
  for (let i = 0; i < n; i++) matrix[i * n + i] += penalty
  const beta = solveSymmetric(matrix, right)
  const intercept = meanScore - beta.reduce((sum, value, i) => sum + value * means[i], 0)
  let [residual, spread] = [0, 0]
  for (let sample = 0; sample < scores.length; sample++) {
    let fitted = intercept
    for (let i = 0; i < n; i++) fitted += beta[i] * same[sample * players + kept[i]]
    residual += weights[sample] * (scores[sample] - fitted) ** 2
    spread += weights[sample] * (scores[sample] - meanScore) ** 2
  }
  return { beta, intercept, r2: spread > 0 ? 1 - residual / spread : 0 }
}
