import { undefinedBecause } from '../numbers/measure.ts'
import type { Undefined } from '../numbers/measure.ts'
import { normalSf } from '../numbers/normal.ts'
import type { Correlation } from './pearson.ts'

/** Largest sample without ties whose p-value is exact. */
const EXACT_SIZE = 33

/** Sums over groups of t equal neighbours: Σ t(t-1)/2, Σ t(t-1)(t-2) and Σ t(t-1)(2t+5). */
type Ties = { pairs: number; triples: number; spread: number }

function tiesOf(count: number, same: (at: number) => boolean): Ties {
  const ties: Ties = { pairs: 0, triples: 0, spread: 0 }
  for (let from = 0, to = 0; from < count; from = to) {
    to = from + 1
    while (to < count && same(to)) to++
    const t = to - from
    ties.pairs += (t * (t - 1)) / 2
    ties.triples += t * (t - 1) * (t - 2)
    ties.spread += t * (t - 1) * (2 * t + 5)
  }
  return ties
}

/** Sorts in place by merging, and counts the pairs that stood in strictly descending order. */
function countInversions(values: Float64Array): number {
  let from: Float64Array = values
  let to: Float64Array = new Float64Array(values.length)
  let inversions = 0
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length)
      const end = Math.min(start + 2 * width, values.length)
      let [left, right] = [start, middle]
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left] <= from[right])) to[at] = from[left++]
        else {
          inversions += middle - left
          to[at] = from[right++]
        }
      }
    }
    ;[from, to] = [to, from]
  }
  if (from !== values) values.set(from)
  return inversions
}

/** Twice the probability of at most `inversions` in a random order of n values, at most 1 (M. G. Kendall, "Rank Correlation Methods", 1970). */
function exactPValue(n: number, inversions: number): number {
  const least = Math.min(inversions, (n * (n - 1)) / 2 - inversions)
  let masses = Float64Array.from({ length: least + 1 }, (_, k) => (k === 0 ? 1 : 0))
  for (let j = 2; j <= n; j++) {
    masses = masses.map((_, k) => {
      let sum = 0
      for (let i = Math.max(0, k - j + 1); i <= k; i++) sum += masses[i]
      return sum / j
    })
  }
  return Math.min(1, 2 * masses.reduce((sum, mass) => sum + mass, 0))
}

/**
 * Kendall's rank correlation τ-b of two columns of the same length without missing values, -1 to 1, in n log n steps (W. R. Knight, J. Am. Stat. Assoc. 61, 1966).
 * p exact without ties up to 33 rows or next to perfect order, else by the normal law with its variance corrected for ties.
 */
export function kendall(x: Float64Array, y: Float64Array): Correlation | Undefined {
  const n = x.length
  if (n < 2) return undefinedBecause('too-few-rows')
  const order = Uint32Array.from(x, (_, row) => row).sort((a, b) => x[a] - x[b] || y[a] - y[b])
  const ofX = tiesOf(n, (at) => x[order[at]] === x[order[at - 1]])
  const ofBoth = tiesOf(n, (at) => x[order[at]] === x[order[at - 1]] && y[order[at]] === y[order[at - 1]])
  const byX = Float64Array.from(order, (row) => y[row])
  const discordant = countInversions(byX)
  const ofY = tiesOf(n, (at) => byX[at] === byX[at - 1])
  const pairs = (n * (n - 1)) / 2
  if (ofX.pairs === pairs || ofY.pairs === pairs) return undefinedBecause('no-variation')
  const score = pairs - ofX.pairs - ofY.pairs + ofBoth.pairs - 2 * discordant
  const value = Math.max(-1, Math.min(1, score / Math.sqrt((pairs - ofX.pairs) * (pairs - ofY.pairs))))
  const untied = ofX.pairs === 0 && ofY.pairs === 0
  if (untied && (n <= EXACT_SIZE || Math.min(discordant, pairs - discordant) <= 1)) return { value, pValue: exactPValue(n, discordant) }
  const ordered = n * (n - 1)
  const triples = n > 2 ? (ofX.triples * ofY.triples) / (9 * ordered * (n - 2)) : 0
  const variance = (ordered * (2 * n + 5) - ofX.spread - ofY.spread) / 18 + (2 * ofX.pairs * ofY.pairs) / ordered + triples
  return { value, pValue: Math.min(1, 2 * normalSf(Math.abs(score) / Math.sqrt(variance))) }
}
