export interface Histogram {
  /** One more than counts, ascending; the last bin holds its upper edge. */
  edges: number[]
  counts: number[]
}

export const MAX_BINS = 20

/** Equal bins between `min` and `max` (finite) of weighted values in any order; one bin when min equals max. */
export function histogramOf(weighted: Iterable<[value: number, count: number]>, min: number, max: number, bins = MAX_BINS): Histogram {
  const width = max / bins - min / bins
  if (!(width > 0)) {
    let total = 0
    for (const [, count] of weighted) total += count
    return { edges: [min, max], counts: [total] }
  }
  const counts = new Array<number>(bins).fill(0)
  for (const [value, count] of weighted) {
    const bin = Math.floor((Math.min(max, Math.max(min, value)) - min) / width)
    counts[Math.min(bins - 1, Math.max(0, bin))] += count
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + i * width))
  return { edges, counts }
}

/** The value at or below which a share `q` of `total` lies (inverted distribution function) of ascending weighted values. */
export function weightedQuantile(ascending: readonly [value: number, count: number][], total: number, q: number): number {
  const rank = Math.max(1, Math.ceil(q * total))
  let seen = 0
  for (const [value, count] of ascending) {
    seen += count
    if (seen >= rank) return value
  }
  return ascending.at(-1)?.[0] ?? NaN
}
