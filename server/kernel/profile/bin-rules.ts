import { quantileOf } from './sample-statistics.ts'

/** How many equal bins a histogram has: a number, or by a rule from the sample. */
export type BinRule = number | 'sturges' | 'doane' | 'freedman-diaconis'

/** Bins of equal width, [a, b) but for the last, which holds its upper edge. */
export type EqualBins = { edges: number[]; counts: number[] }

/** Width of a bin by Doane (1976): Sturges' rule, with more bins for skewed samples. */
function doane(values: Float64Array): number {
  const n = values.length
  const span = values[n - 1] - values[0]
  if (n <= 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n)
  if (!(deviation > 0)) return 0
  const skewness = values.reduce((sum, value) => sum + ((value - mean) / deviation) ** 3, 0) / n
  const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)))
  return span / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / error))
}

function widthBy(rule: Exclude<BinRule, number>, sorted: Float64Array): number {
  const n = sorted.length
  if (rule === 'sturges') return (sorted[n - 1] - sorted[0]) / (Math.log2(n) + 1)
  if (rule === 'doane') return doane(sorted)
  const spread = quantileOf(sorted, 0.75, 'linear') - quantileOf(sorted, 0.25, 'linear')
  return 2 * spread * n ** (-1 / 3)
}

/**
 * The histogram of a sample as NumPy draws it: over [min, max], or one wide around a single value. Null where it cannot be: no
 * values, a span beyond the doubles, more bins than doubles between the ends, or than `most`.
 *
 * @param sorted ascending, finite
 */
export function equalBins(sorted: Float64Array, rule: BinRule, most = 10_000): EqualBins | null {
  const n = sorted.length
  if (n === 0) return null
  const [least, last] = [sorted[0], sorted[n - 1]]
  const [low, high] = least === last ? [least - 0.5, last + 0.5] : [least, last]
  const span = high - low
  let bins = typeof rule === 'number' ? rule : 1
  if (typeof rule !== 'number' && least !== last) {
    const width = widthBy(rule, sorted)
    bins = width > 0 ? Math.ceil((last - least) / width) : 1
  }
  if (!Number.isFinite(span) || !(bins >= 1 && bins <= most)) return null
  const step = span / bins
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : step === 0 ? (i / bins) * span + low : i * step + low))
  for (let i = 0; i < bins; i++) if (!(edges[i] < edges[i + 1])) return null
  const counts = new Array<number>(bins).fill(0)
  let bin = 0
  for (const value of sorted) {
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return { edges, counts }
}
