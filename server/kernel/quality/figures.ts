import { quantileOf, shapeOf } from '../profile/sample-statistics.ts'
import { deviationOf, exactMoments, meanOf, mergeMoments, MOST_AT_ONCE, NO_MOMENTS } from '../sketch/exact-moments.ts'
import { compareText } from '../sketch/compare-text.ts'
import { valueOfType } from '../table/column.ts'
import type { Side } from './column-pair.ts'
import type { ColumnFigures } from './quality-result.ts'

const TOP_VALUES = 5
const BINS = 20
/** Ends further than this many spans of the middle 98 % from it would leave the histogram one bar. */
const FAR = 2

/** Ascending numbers by how often they come, the most frequent first; none when each comes once. */
function topNumbers(sorted: Float64Array): { value: number; count: number }[] {
  let top: { value: number; count: number }[] = []
  for (let start = 0; start < sorted.length;) {
    let end = start + 1
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    const count = end - start
    if (count > 1 && (top.length < TOP_VALUES || count > top[top.length - 1].count)) {
      top.push({ value: sorted[start], count })
      top.sort((a, b) => b.count - a.count)
      top = top.slice(0, TOP_VALUES)
    }
    start = end
  }
  return top
}

/** Edges of equal bins over the reference, or over its middle where its ends lie far out; null when doubles cannot tell them apart. */
export function sharedEdges(sorted: Float64Array): number[] | null {
  if (sorted.length === 0) return null
  const [low, high] = [0.01, 0.99].map((q) => quantileOf(sorted, q, 'linear'))
  const reach = FAR * (high - low)
  const least = reach > 0 ? Math.max(sorted[0], low - reach) : sorted[0]
  const most = reach > 0 ? Math.min(sorted[sorted.length - 1], high + reach) : sorted[sorted.length - 1]
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? most : least + (i * (most - least)) / BINS))
  return edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1])) ? edges : null
}

/** Values in [a, b) of each bin, the last one closed, and those beyond either end. */
function countInBins(sorted: Float64Array, edges: readonly number[]): NonNullable<ColumnFigures['histogram']> {
  const counts = new Array<number>(edges.length - 1).fill(0)
  const [least, most] = [edges[0], edges[edges.length - 1]]
  let [bin, below, above] = [0, 0, 0]
  for (const value of sorted) {
    if (value < least) below++
    else if (value > most) above++
    else {
      while (bin < counts.length - 1 && value >= edges[bin + 1]) bin++
      counts[bin]++
    }
  }
  return { edges: [...edges], counts, below, above }
}

function momentsOf(sorted: Float64Array): { mean: number; standardDeviation?: number } {
  let moments = NO_MOMENTS
  for (let at = 0; at < sorted.length; at += MOST_AT_ONCE) moments = mergeMoments(moments, exactMoments(sorted.subarray(at, at + MOST_AT_ONCE)))
  const deviation = deviationOf(moments)
  return { mean: meanOf(moments), ...(Number.isFinite(deviation) ? { standardDeviation: deviation } : {}) }
}

function numberFigures(sorted: Float64Array, edges: readonly number[] | null): Partial<ColumnFigures> {
  const quantile = (q: number): number => quantileOf(sorted, q, 'linear')
  const moments = momentsOf(sorted)
  const { skewness, kurtosis } = shapeOf(sorted, moments.mean)
  return {
    min: sorted[0],
    max: sorted[sorted.length - 1],
    ...moments,
    median: quantile(0.5),
    ...(skewness === null || !Number.isFinite(skewness) ? {} : { skewness }),
    ...(kurtosis === null || !Number.isFinite(kurtosis) ? {} : { kurtosis }),
    quantiles: {
      p01: quantile(0.01),
      p05: quantile(0.05),
      p25: quantile(0.25),
      p50: quantile(0.5),
      p75: quantile(0.75),
      p95: quantile(0.95),
      p99: quantile(0.99),
    },
    ...(edges ? { histogram: countInBins(sorted, edges) } : {}),
  }
}

function textFigures({ valueCounts, usable }: Side): Partial<ColumnFigures> {
  const { names, counts } = valueCounts()
  let top: number[] = []
  let [shortest, longest, total] = [Infinity, 0, 0]
  const order = (a: number, b: number): number => counts[b] - counts[a] || compareText(names[a], names[b])
  names.forEach((text, code) => {
    const count = counts[code]
    if (count === 0) return
    shortest = Math.min(shortest, text.length)
    longest = Math.max(longest, text.length)
    total += count * text.length
    if (top.length < TOP_VALUES || order(code, top[top.length - 1]) < 0) top = [...top, code].sort(order).slice(0, TOP_VALUES)
  })
  return {
    top: top.map((code) => ({ value: names[code], count: counts[code] })),
    ...(usable > 0 ? { length: { shortest, longest, mean: total / usable } } : {}),
  }
}

/**
 * What a column holds, exactly: missing and distinct values, and range, moments, quantiles and histogram of numbers, or lengths and the
 * most frequent of texts.
 *
 * @param edges of the histogram's bins, the same for all sides that are compared; null for none
 */
export function figuresOf(side: Side, edges: readonly number[] | null): ColumnFigures {
  const { column, sample, distinct, rows, usable } = side
  if (!sample) return { rows, missing: rows - usable, distinct, ...textFigures(side) }
  const { finite, missing, negativeInfinite, positiveInfinite } = sample
  const infinite = negativeInfinite + positiveInfinite
  const top = topNumbers(finite).map(({ value, count }) => ({ value: valueOfType(column.type, value), count }))
  return {
    rows,
    missing,
    distinct,
    ...(infinite > 0 ? { infinite } : {}),
    ...(finite.length > 0 ? numberFigures(finite, edges) : {}),
    ...(top.length > 0 ? { top } : {}),
  }
}
