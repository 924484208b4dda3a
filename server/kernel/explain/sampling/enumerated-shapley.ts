import { EXPLAINED_ROW, mean } from './coalition-plan.ts'
import { pairIndex } from '../ensemble/leaf-credit.ts'
import type { CoalitionPlan, EstimatedContributions } from './coalition-plan.ts'

export const ENUMERATED_METHOD = 'enumerated-coalitions'
/** Above this many players 2^players coalitions are out of reach. */
export const ENUMERATED_PLAYERS = 16

/** Every coalition with every background row. */
export type EnumeratedPlan = CoalitionPlan & { readonly background: number }

/**
 * Plans the scoring of all 2^players coalitions, each averaged over all background rows: (2^players - 2) · background
 * evaluations, the empty and the full coalition being known from the background's and the row's own scores.
 *
 * @throws RangeError outside 1 … 16 players, or without background rows
 */
export function enumeratedShapleyPlan(players: number, background: number): EnumeratedPlan {
  if (!Number.isInteger(players) || players < 1 || players > ENUMERATED_PLAYERS)
    throw new RangeError(`players is ${players}; coalitions can be enumerated for 1 to ${ENUMERATED_PLAYERS}`)
  if (!Number.isInteger(background) || background < 1) throw new RangeError(`background is ${background}; it must be at least 1`)
  const write = (from: number, count: number, choice: Int32Array): void => {
    for (let i = 0; i < count; i++) {
      const coalition = Math.floor((from + i) / background) + 1
      const row = (from + i) % background
      for (let player = 0; player < players; player++) {
        choice[i * players + player] = (coalition >> player) & 1 ? EXPLAINED_ROW : row
      }
    }
  }
  return { players, background, evaluations: (2 ** players - 2) * background, write }
}

/**
 * The Shapley values of v(S) = mean over the background of the score at (row on S, background elsewhere), from all
 * coalitions; free of sampling error, as exact as the scores are.
 */
export function enumeratedContributions(plan: EnumeratedPlan, scores: Float64Array, rowScore: number, backgroundScores: Float64Array): EstimatedContributions {
  const { players } = plan
  const full = 2 ** players - 1
  const baseValue = mean(backgroundScores)
  const value = coalitionValues(plan, scores, rowScore, baseValue)
  const weight = new Float64Array(players)
  weight[0] = 1 / players
  for (let size = 1; size < players; size++) weight[size] = (weight[size - 1] * size) / (players - size)
  const contributions = new Float64Array(players)
  for (let coalition = 0; coalition < full; coalition++) {
    let size = 0
    for (let rest = coalition; rest !== 0; rest &= rest - 1) size++
    for (let player = 0; player < players; player++) {
      if ((coalition >> player) & 1) continue
      contributions[player] += weight[size] * (value[coalition | (1 << player)] - value[coalition])
    }
  }
  return { contributions, baseValue, standardErrors: new Float64Array(players), lower: contributions.slice(), upper: contributions.slice() }
}

/** v(S) of every coalition, a bit per player. */
function coalitionValues({ players, background }: EnumeratedPlan, scores: Float64Array, rowScore: number, baseValue: number): Float64Array {
  const full = 2 ** players - 1
  return Float64Array.from({ length: full + 1 }, (_, coalition) => {
    if (coalition === 0) return baseValue
    if (coalition === full) return rowScore
    return mean(scores.subarray((coalition - 1) * background, coalition * background))
  })
}

/**
 * The Shapley interaction of every two players of the same game, whole, at `pairIndex(i, j)`; as exact as the scores are.
 *
 * @param scores of the plan's evaluations
 */
export function enumeratedInteractions(plan: EnumeratedPlan, scores: Float64Array, rowScore: number, backgroundScores: Float64Array): Float64Array {
  const { players } = plan
  const value = coalitionValues(plan, scores, rowScore, mean(backgroundScores))
  const weight = new Float64Array(players)
  weight[0] = 1 / (players - 1)
  for (let size = 1; size < players - 1; size++) weight[size] = (weight[size - 1] * size) / (players - 1 - size)
  const interactions = new Float64Array((players * (players - 1)) / 2)
  for (let coalition = 0; coalition < value.length; coalition++) {
    let size = 0
    for (let rest = coalition; rest !== 0; rest &= rest - 1) size++
    for (let j = 1; j < players; j++) {
      if ((coalition >> j) & 1) continue
      for (let i = 0; i < j; i++) {
        if ((coalition >> i) & 1) continue
        const [withI, withJ] = [coalition | (1 << i), coalition | (1 << j)]
        interactions[pairIndex(i, j)] += weight[size] * (value[withI | withJ] - value[withI] - value[withJ] + value[coalition])
      }
    }
  }
  return interactions
}
