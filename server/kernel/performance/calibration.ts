import type { Interval } from '../intervals/interval.ts'
import { normalSf } from '../numbers/normal.ts'
import { seededRandom } from '../numbers/random.ts'
import { Sum } from '../numbers/sum.ts'
import { quantileOf } from '../profile/sample-statistics.ts'
import type { CalibrationGap, CalibrationTest } from './performance-result.ts'

const REPLICATES = 1000
const SEED = 20_261_125

/** Mean over rows and largest over bins of |mean score - share of positives|. */
function gapOf(bins: readonly { n: number; scores: number; positives: number }[], rows: number): Pick<CalibrationGap, 'expected' | 'maximum'> {
  let [expected, maximum] = [0, 0]
  for (const { n, scores, positives } of bins) {
    if (n === 0) continue
    const gap = Math.abs(scores - positives) / n
    expected += (n / rows) * gap
    maximum = Math.max(maximum, gap)
  }
  return { expected, maximum }
}

function binsOf(scores: Float64Array, truth: Uint8Array, bins: number, binOf: (row: number, rank: number) => number, order?: Uint32Array) {
  const sums = Array.from({ length: bins }, () => ({ n: 0, scores: new Sum(), positives: 0 }))
  for (let rank = 0; rank < scores.length; rank++) {
    const row = order ? order[rank] : rank
    const bin = sums[binOf(row, rank)]
    bin.n++
    bin.scores.add(scores[row])
    bin.positives += truth[row] === 1 ? 1 : 0
  }
  return sums.map((bin) => ({ ...bin, scores: bin.scores.value }))
}

/**
 * Percentiles of the calibration error over seeded draws of as many rows with replacement: positives and negatives of each bin
 * are drawn, their mean scores kept.
 */
function gapInterval(scores: Float64Array, truth: Uint8Array, bins: number): Interval {
  const binOf = (row: number) => 2 * Math.min(bins - 1, Math.floor(scores[row] * bins)) + (truth[row] === 1 ? 1 : 0)
  const cells = binsOf(scores, truth, 2 * bins, binOf)
  const random = seededRandom(SEED)
  const drawn = Array.from({ length: REPLICATES }, () => {
    let [left, mass] = [scores.length, scores.length]
    let sum = 0
    for (let b = 0; b < bins; b++) {
      let gap = 0
      for (const { n, scores: total, positives } of [cells[2 * b], cells[2 * b + 1]]) {
        if (n === 0) continue
        const rows = random.binomial(left, Math.min(1, n / mass))
        left -= rows
        mass -= n
        gap += (rows * (total - positives)) / n
      }
      sum += Math.abs(gap)
    }
    return sum / scores.length
  })
  const sorted = Float64Array.from(drawn).sort()
  return { lower: quantileOf(sorted, 0.025, 'linear'), upper: quantileOf(sorted, 0.975, 'linear') }
}

/** Calibration error over bins of equal width: bin min(⌊p·bins⌋, bins - 1). `scores` in [0, 1], at least one. */
export function equalWidthGap(scores: Float64Array, truth: Uint8Array, bins: number): CalibrationGap {
  const held = binsOf(scores, truth, bins, (row) => Math.min(bins - 1, Math.floor(scores[row] * bins)))
  return { bins, equal: 'width', ...gapOf(held, scores.length), interval: gapInterval(scores, truth, bins) }
}

/**
 * Calibration error over bins of about equally many rows in order of score (stable): bin k holds ranks [⌊kn/bins⌋,
 * ⌊(k+1)n/bins⌋), or with `firstLarger` the first n mod bins bins one row more, as NumPy's `array_split`.
 */
export function equalCountGap(scores: Float64Array, truth: Uint8Array, bins: number, firstLarger = false): CalibrationGap {
  const n = scores.length
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b] || a - b)
  const [size, extra] = [Math.floor(n / bins), n % bins]
  const arraySplit = (rank: number) => (rank < extra * (size + 1) ? Math.floor(rank / (size + 1)) : extra + Math.floor((rank - extra * (size + 1)) / size))
  const ofRank = (rank: number) => Math.floor(((rank + 1) * bins - 1) / n)
  const held = binsOf(scores, truth, bins, (_, rank) => (firstLarger ? arraySplit(rank) : ofRank(rank)), order)
  return { bins, equal: 'count', ...gapOf(held, n), interval: null }
}

/**
 * Whether probabilities are calibrated (Spiegelhalter, Statist. Med. 5, 1986): z is standard normal when each row is positive
 * with its own probability. null where all are 0, 1 or 1/2.
 */
export function spiegelhalter(scores: Float64Array, truth: Uint8Array): CalibrationTest | null {
  const [excess, variance] = [new Sum(), new Sum()]
  for (let row = 0; row < scores.length; row++) {
    const p = scores[row]
    excess.add(((truth[row] === 1 ? 1 : 0) - p) * (1 - 2 * p))
    variance.add((1 - 2 * p) ** 2 * p * (1 - p))
  }
  if (!(variance.value > 0)) return null
  const z = excess.value / Math.sqrt(variance.value)
  return { z, pValue: 2 * normalSf(Math.abs(z)) }
}
