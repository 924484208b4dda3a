export interface Histogram {
  /** One more than counts, ascending; the last bin holds its upper edge. */
  edges: number[]
  counts: number[]
}

export const MAX_BINS = 20

const SMALLEST_WIDTH = 2.2250738585072014e-308

/** Whole numbers next to the given ones, with the same (rounded) sum. */
function wholeCounts(weights: readonly number[]): number[] {
  let [sum, given] = [0, 0]
  return weights.map((weight) => {
    sum += weight
    const count = Math.round(sum) - given
    given += count
    return count
  })
}

/** Equal bins between `min` and `max` (finite) of weighted values in any order; one bin when doubles cannot tell the edges apart. */
export function histogramOf(weighted: Iterable<[value: number, weight: number]>, min: number, max: number, bins = MAX_BINS): Histogram {
  const scale = Number.isFinite(max - min) ? 1 : 2
  const low = min / scale
  const width = (max / scale - low) / bins
  const distinct = width >= SMALLEST_WIDTH && low + width > low && max / scale - width < max / scale
  const weights = new Array<number>(distinct ? bins : 1).fill(0)
  for (const [value, weight] of weighted) {
    const bin = distinct ? Math.floor((value / scale - low) / width) : 0
    weights[Math.min(weights.length - 1, Math.max(0, bin))] += weight
  }
  const counts = wholeCounts(weights)
  if (!distinct) return { edges: [min, max], counts }
  const edges = Array.from({ length: bins }, (_, i) => Math.min(max, (low + i * width) * scale))
  return { edges: [...edges, max], counts }
}

/** The value at or below which a share `q` of `total` lies (inverted distribution function) of ascending weighted values. */
export function weightedQuantile(ascending: readonly [value: number, weight: number][], total: number, q: number): number {
  const rank = Math.max(1, Math.ceil(q * total))
  let seen = 0
  for (const [value, weight] of ascending) {
    seen += weight
    if (seen >= rank) return value
  }
  return ascending.at(-1)?.[0] ?? NaN
}
