import { studentQuantile } from '../../numbers/quantiles.ts'
import { EXPLAINED_ROW, mean, mixRows, scorePlan } from './coalition-plan.ts'
import type { CoalitionPlan, EstimatedContributions } from './coalition-plan.ts'
import { randomIntegers, shuffle } from './random-order.ts'

export const SAMPLED_METHOD = 'sampled-permutation'

export type SampledPlan = CoalitionPlan & {
  readonly permutations: number
  /** Row-major, permutations × players. */
  readonly order: Int32Array
  /** The background row that each permutation starts from. */
  readonly start: Int32Array
}

export type SamplingOptions = {
  readonly players: number
  /** Background rows. */
  readonly background: number
  /** Antithetic pairs of orders; each costs 2 · players - 2 scores. A multiple of `background` uses every row alike. */
  readonly permutations: number
  /** Any 32-bit integer; the same seed gives the same plan. */
  readonly seed: number
}

/**
 * Plans antithetic permutation sampling: each random order of the players is walked forwards and backwards from the same
 * background row to the explained row, each step crediting the player that switches (Castro et al. 2009; Mitchell et al.,
 * JMLR 23, 2022). Background rows are drawn without replacement until all were used.
 *
 * @throws RangeError unless players, background and permutations (at least 2) are positive integers
 */
export function sampledShapleyPlan({ players, background, permutations, seed }: SamplingOptions): SampledPlan {
  for (const [name, value, least] of [
    ['players', players, 1],
    ['background', background, 1],
    ['permutations', permutations, 2],
  ] as const) {
    if (!Number.isInteger(value) || value < least) throw new RangeError(`${name} is ${value}; it must be an integer of at least ${least}`)
  }
  const next = randomIntegers(seed)
  const start = new Int32Array(permutations)
  const deck = Int32Array.from({ length: background }, (_, row) => row)
  const order = new Int32Array(permutations * players)
  for (let k = 0; k < permutations; k++) {
    if (k % background === 0) shuffle(deck, 0, background, next)
    start[k] = deck[k % background]
    for (let player = 0; player < players; player++) order[k * players + player] = player
    shuffle(order, k * players, players, next)
  }
  const steps = 2 * (players - 1)
  const write = (from: number, count: number, choice: Int32Array): void => {
    for (let i = 0; i < count; i++) {
      const k = Math.floor((from + i) / steps)
      const step = (from + i) % steps
      const isForward = step < players - 1
      const switched = (isForward ? step : step - (players - 1)) + 1
      for (let position = 0; position < players; position++) {
        const player = order[k * players + position]
        const isSwitched = isForward ? position < switched : position >= players - switched
        choice[i * players + player] = isSwitched ? EXPLAINED_ROW : start[k]
      }
    }
  }
  return { players, permutations, order, start, evaluations: permutations * steps, write }
}

/**
 * Estimates the contributions from a scored plan. They add up to the row's score exactly: what the sampled background
 * rows leave over is shared out in proportion to each player's variance.
 *
 * @param scores of the plan's evaluations
 * @param rowScore the model's score of the explained row
 * @param backgroundScores the model's score of each background row
 */
export function sampledContributions(plan: SampledPlan, scores: Float64Array, rowScore: number, backgroundScores: Float64Array): EstimatedContributions {
  const { players, permutations } = plan
  const sums = new Float64Array(players)
  const squares = new Float64Array(players)
  for (let k = 0; k < permutations; k++) {
    const pair = pairOf(plan, k, scores, rowScore, backgroundScores[plan.start[k]])
    pair.forEach((value, player) => {
      const before = value - sums[player] / Math.max(k, 1)
      sums[player] += value
      if (k > 0) squares[player] += before * (value - sums[player] / (k + 1))
    })
  }
  const baseValue = mean(backgroundScores)
  const contributions = sums.map((sum) => sum / permutations)
  const standardErrors = squares.map((square) => Math.sqrt(square / (permutations - 1) / permutations))
  const rest = rowScore - baseValue - contributions.reduce((total, value) => total + value, 0)
  const variance = standardErrors.reduce((total, error) => total + error ** 2, 0)
  contributions.forEach((value, player) => {
    contributions[player] = value + rest * (variance > 0 ? standardErrors[player] ** 2 / variance : 1 / players)
  })
  const reach = errorReach(permutations)
  return {
    contributions,
    baseValue,
    standardErrors,
    lower: contributions.map((value, player) => value - reach * standardErrors[player]),
    upper: contributions.map((value, player) => value + reach * standardErrors[player]),
  }
}

/** The mean credit of each player over one order walked both ways. */
function pairOf(plan: SampledPlan, k: number, scores: Float64Array, rowScore: number, startScore: number): Float64Array {
  const { players, order } = plan
  const credit = new Float64Array(players)
  const steps = players - 1
  for (const isForward of [true, false]) {
    const at = (2 * k + (isForward ? 0 : 1)) * steps
    let before = startScore
    for (let step = 0; step < players; step++) {
      const after = step === steps ? rowScore : scores[at + step]
      credit[order[k * players + (isForward ? step : players - 1 - step)]] += (after - before) / 2
      before = after
    }
  }
  return credit
}

/** Half a 95 % interval of a contribution in its standard errors, by the number of permutations: a quantile of Student's t. */
export const errorReach = (permutations: number): number => studentQuantile(0.975, permutations - 1)

/**
 * Samples the Shapley values of one numeric row of a black-box score.
 *
 * @param score scores rows of `features` columns, row-major
 * @param background row-major, any number of rows
 */
export async function sampledShapley(options: {
  score: (rows: Float64Array, count: number) => Float64Array | Promise<Float64Array>
  row: Float64Array
  background: Float64Array
  features: number
  permutations: number
  seed: number
  batchRows?: number
}): Promise<EstimatedContributions> {
  const { score, row, background, features, permutations, seed, batchRows } = options
  const count = background.length / features
  const plan = sampledShapleyPlan({ players: features, background: count, permutations, seed })
  const backgroundScores = await score(background, count)
  const [rowScore] = await score(row, 1)
  const scores = await scorePlan(plan, (choice, n) => score(mixRows(choice, n, features, row, background), n), batchRows)
  return sampledContributions(plan, scores, rowScore, backgroundScores)
}
