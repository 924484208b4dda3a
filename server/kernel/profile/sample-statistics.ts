import { Sum, sumOf } from '../numbers/sum.ts'

/**
 * How a quantile is read off n ascending values: the value at the rank ⌈q·n⌉ (Hyndman & Fan 1996, definition 1), or between two
 * values, `linear` (7, the default of NumPy, R and spreadsheets) or `median-unbiased` (8).
 */
export type QuantileMethod = 'inverted-cdf' | 'linear' | 'median-unbiased'

/** Between two numbers, the same as either end there, without leaving the doubles on the way. */
function between(low: number, high: number, share: number): number {
  if (share === 0 || low === high) return low
  const width = high - low
  if (!Number.isFinite(width)) return low * (1 - share) + high * share
  return share < 0.5 ? low + width * share : high - width * (1 - share)
}

/**
 * The q-quantile of a sample; NaN of none.
 *
 * @param sorted ascending, finite
 * @param q in [0, 1]
 */
export function quantileOf(sorted: Float64Array, q: number, method: QuantileMethod): number {
  const n = sorted.length
  if (n === 0) return NaN
  if (method === 'inverted-cdf') return sorted[Math.min(n, Math.max(1, Math.ceil(n * q))) - 1]
  const place = method === 'linear' ? q * (n - 1) : n * q + (1 / 3 + q * (1 - 1 / 3 - 1 / 3)) - 1
  const inside = Math.min(n - 1, Math.max(0, place))
  const index = Math.min(n - 1, Math.floor(inside))
  return between(sorted[index], sorted[Math.min(n - 1, index + 1)], inside - index)
}

/** Median of the distances from the median; NaN of no values. `sorted` ascending and finite. */
export function medianAbsoluteDeviation(sorted: Float64Array): number {
  const median = quantileOf(sorted, 0.5, 'linear')
  return quantileOf(sorted.map((value) => Math.abs(value - median)).sort(), 0.5, 'linear')
}

/** The most frequent value, the smallest of several, and how often it comes; null of no values. `sorted` ascending. */
export function modeOf(sorted: Float64Array): { value: number; count: number } | null {
  let [best, most] = [0, 0]
  for (let start = 0; start < sorted.length;) {
    let end = start + 1
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    if (end - start > most) [best, most] = [start, end - start]
    start = end
  }
  return most === 0 ? null : { value: sorted[best], count: most }
}

export type Shape = { skewness: number | null; kurtosis: number | null }

/** Second, third and fourth central moment of numbers divided by `scale`. What the rounded mean misses by is put right. */
function centralMoments(values: Float64Array, mean: number, scale: number): [number, number, number] {
  const n = values.length
  const off = sumOf(n, (i) => (values[i] - mean) / scale) / n
  const [second, third, fourth] = [new Sum(), new Sum(), new Sum()]
  for (let i = 0; i < n; i++) {
    const distance = (values[i] - mean) / scale - off
    const square = distance * distance
    second.add(square)
    third.add(square * distance)
    fourth.add(square * square)
  }
  return [second.value / n, third.value / n, fourth.value / n]
}

/**
 * Skewness and excess kurtosis: m₃/m₂^(3/2) and m₄/m₂² - 3 of the central moments, or corrected for the size of the sample (G₁ and G₂
 * of Joanes & Gill 1998). Null where they are undefined: all values equal, or fewer than 1 and 1 (corrected: 3 and 4) of them.
 *
 * @param values finite
 * @param mean of the values, as exactly as doubles can say it
 */
export function shapeOf(values: Float64Array, mean: number, corrected = false): Shape {
  const n = values.length
  let scale = 0
  for (const value of values) scale = Math.max(scale, Math.abs(value - mean))
  if (n === 0 || scale === 0 || !Number.isFinite(scale)) return { skewness: null, kurtosis: null }
  const [second, third, fourth] = centralMoments(values, mean, scale)
  const skewness = third / second ** 1.5
  const kurtosis = fourth / second ** 2 - 3
  if (!corrected) return { skewness, kurtosis }
  return {
    skewness: n < 3 ? null : (skewness * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis: n < 4 ? null : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * kurtosis + 6),
  }
}

/** Shannon entropy, in nats, of shares given as counts; 0 of one value or none. */
export function entropyOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return -sumOf(counts.length, (i) => (counts[i] === 0 ? 0 : (counts[i] / total) * Math.log(counts[i] / total))) + 0
}
