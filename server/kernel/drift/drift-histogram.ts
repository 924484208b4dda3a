import type { DriftHistogram } from './drift-result.ts'
import { binCounts } from './frozen-bins.ts'

const MOST_BARS = 20

/** The distinct values of an ascending array, or undefined when there are more than `most`. */
function distinctValues(sorted: Float64Array, most: number): number[] | undefined {
  const values: number[] = []
  for (const value of sorted) {
    if (values.length > 0 && value === values[values.length - 1]) continue
    if (values.push(value) > most) return undefined
  }
  return values
}

const quantile = (sorted: Float64Array, share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]

/**
 * Two ascending samples for a chart: one bar per value where both together hold at most 20, otherwise 20 bars of equal width
 * from the 1st to the 99th percentile of both, the outer ones with all that lies beyond.
 */
export function numericHistogram(reference: Float64Array, current: Float64Array): DriftHistogram {
  const known = [reference, current].map((sorted) => distinctValues(sorted, MOST_BARS))
  if (known[0] && known[1]) {
    const values = [...new Set([...known[0], ...known[1]])].sort((a, b) => a - b)
    if (values.length <= MOST_BARS) {
      const inner = values.slice(0, -1)
      const counts = (sorted: Float64Array) => (values.length === 0 ? [] : binCounts(sorted, inner))
      return { categories: values.map(String), reference: counts(reference), current: counts(current) }
    }
  }
  const samples = [reference, current].filter((sorted) => sorted.length > 0)
  let low = Math.min(...samples.map((sorted) => quantile(sorted, 0.01)))
  let high = Math.max(...samples.map((sorted) => quantile(sorted, 0.99)))
  if (low === high) [low, high] = [Math.min(...samples.map((sorted) => sorted[0])), Math.max(...samples.map((sorted) => sorted[sorted.length - 1]))]
  const edges = Array.from({ length: MOST_BARS + 1 }, (_, bar) => low + (high - low) * (bar / MOST_BARS))
  const inner = edges.slice(1, -1)
  return { edges, reference: binCounts(reference, inner), current: binCounts(current, inner) }
}

/** Counts of categories for a chart: the 19 most frequent in both, then `other` for the rest. */
export function categoryHistogram(names: readonly string[], reference: readonly number[], current: readonly number[]): DriftHistogram {
  const order = names.map((_, k) => k).sort((a, b) => reference[b] + current[b] - (reference[a] + current[a]))
  const shown = order.length <= MOST_BARS ? order : order.slice(0, MOST_BARS - 1)
  const rest = order.slice(shown.length)
  const pick = (counts: readonly number[]): number[] => {
    const kept = shown.map((k) => counts[k])
    return rest.length === 0 ? kept : [...kept, rest.reduce((sum, k) => sum + counts[k], 0)]
  }
  const categories = shown.map((k) => names[k])
  if (rest.length > 0) categories.push(`${rest.length} other categories`)
  return { categories, reference: pick(reference), current: pick(current) }
}
