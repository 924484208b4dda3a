import { EXPLAINED_ROW } from '../sampling/coalition-plan.ts'
import type { CoalitionPlan } from '../sampling/coalition-plan.ts'
import { seededRandom } from '../../numbers/random.ts'
import type { LocalBins } from './local-bins.ts'

export type LimePlan = CoalitionPlan & {
  /** Row-major, samples × players: 1 where the sample's value falls into the same bin as the row's. */
  readonly same: Uint8Array
}

/**
 * Plans LIME's neighbourhood of a row: the row itself, then samples whose every value is drawn from the baseline, feature by
 * feature (Ribeiro et al. 2016, as the tabular explainer samples with its quartile discretiser).
 *
 * @param bins of each feature
 * @param row the bin of each of the row's values
 * @param samples at least 2; the same seed gives the same samples
 */
export function limePlan(bins: readonly LocalBins[], row: readonly number[], samples: number, seed: number): LimePlan {
  const players = bins.length
  const random = seededRandom(seed)
  const choices = new Int32Array(samples * players).fill(EXPLAINED_ROW)
  const same = new Uint8Array(samples * players).fill(1)
  for (let i = players; i < choices.length; i++) {
    const { codes } = bins[i % players]
    choices[i] = random.integer(codes.length)
    same[i] = codes[choices[i]] === row[i % players] ? 1 : 0
  }
  const write = (from: number, count: number, choice: Int32Array): void => choice.set(choices.subarray(from * players, (from + count) * players))
  return { players, evaluations: samples, same, write }
}
