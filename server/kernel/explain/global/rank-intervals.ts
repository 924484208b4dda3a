import { seededRandom } from '../../numbers/random.ts'
import { quantileOf } from '../../profile/sample-statistics.ts'

const REPLICATES = 200
/** Additions that a bootstrap may cost. */
const MOST_WORK = 4e7

/**
 * Between which ranks each feature's importance lies in 95 % of resamples of the rows: rank stability of the order shown.
 *
 * @param absolute row-major, rows × features, absolute contributions
 * @param seed any integer; the same gives the same intervals
 */
export function rankIntervals(absolute: Float64Array, features: number, seed: number): { lower: number; upper: number }[] {
  const rows = absolute.length / features
  const replicates = Math.max(20, Math.min(REPLICATES, Math.floor(MOST_WORK / Math.max(1, absolute.length))))
  const random = seededRandom(seed)
  const ranks = Array.from({ length: features }, () => new Float64Array(replicates))
  for (let replicate = 0; replicate < replicates; replicate++) {
    const sums = new Float64Array(features)
    for (let draw = 0; draw < rows; draw++) {
      const at = random.integer(rows) * features
      for (let feature = 0; feature < features; feature++) sums[feature] += absolute[at + feature]
    }
    const order = Array.from(sums.keys()).sort((a, b) => sums[b] - sums[a] || a - b)
    order.forEach((feature, place) => (ranks[feature][replicate] = place + 1))
  }
  return ranks.map((own) => {
    const sorted = own.toSorted()
    return { lower: Math.floor(quantileOf(sorted, 0.025, 'linear')), upper: Math.ceil(quantileOf(sorted, 0.975, 'linear')) }
  })
}
