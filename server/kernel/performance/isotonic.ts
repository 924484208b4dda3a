import type { RankTable } from './rank-table.ts'

/** A non-decreasing step line: knots of ascending `x`, linear between them, constant beyond. */
export interface IsotonicFit {
  x: Float64Array
  y: Float64Array
}

/**
 * Weighted least squares under y₀ ≤ y₁ ≤ …, in place, in one pass: neighbours that violate the order are pooled
 * (pool adjacent violators, as in Busing, J. Stat. Software 102(1), 2022).
 */
function pool(y: Float64Array, weight: Float64Array): void {
  const n = y.length
  const starts = new Uint32Array(n + 1)
  const means = new Float64Array(n)
  const weights = new Float64Array(n)
  let blocks = 0
  for (let i = 0; i < n;) {
    let [mean, mass, sum] = [y[i], weight[i], weight[i] * y[i]]
    const start = i++
    let first = start
    if (blocks > 0 && means[blocks - 1] >= mean) {
      const take = (more: number, at: number) => {
        sum += more * at
        mass += more
        mean = sum / mass
      }
      const back = () => {
        blocks--
        first = starts[blocks]
        take(weights[blocks], means[blocks])
      }
      back()
      for (; i < n && mean >= y[i]; i++) take(weight[i], y[i])
      while (blocks > 0 && means[blocks - 1] >= mean) back()
    }
    starts[blocks] = first
    means[blocks] = mean
    weights[blocks] = mass
    blocks++
  }
  starts[blocks] = n
  for (let b = 0; b < blocks; b++) y.fill(means[b], starts[b], starts[b + 1])
}

/** Fits values at distinct, ascending `x` with weights > 0; knots inside a flat stretch are left out, as scikit-learn does. */
export function fitIsotonic(x: Float64Array, values: Float64Array, weights: Float64Array): IsotonicFit {
  const y = Float64Array.from(values)
  pool(y, weights)
  const isKnot = (i: number) => i === 0 || i === y.length - 1 || y[i] !== y[i - 1] || y[i] !== y[i + 1]
  const knots = [...y.keys()].filter(isKnot)
  return { x: Float64Array.from(knots, (i) => x[i]), y: Float64Array.from(knots, (i) => y[i]) }
}

/** The share of positives as a non-decreasing function of the score: recalibration of scores of any scale to probabilities. */
export function fitIsotonicShare({ scores, positives, negatives }: RankTable): IsotonicFit {
  const weights = positives.map((count, k) => count + negatives[k])
  const share = (k: number) => positives[k] / weights[k]
  const ascending = [...scores.keys()].toReversed()
  return fitIsotonic(
    Float64Array.from(ascending, (k) => scores[k]),
    Float64Array.from(ascending, share),
    Float64Array.from(ascending, (k) => weights[k]),
  )
}

/** The fitted value at `x`. */
export function isotonicAt({ x: knots, y }: IsotonicFit, x: number): number {
  const last = knots.length - 1
  if (!(x > knots[0])) return y[0]
  if (x >= knots[last]) return y[last]
  let [low, high] = [0, last]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (knots[middle] <= x) low = middle
    else high = middle
  }
  return y[low] + ((y[high] - y[low]) / (knots[high] - knots[low])) * (x - knots[low])
}
