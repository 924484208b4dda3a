/** Bins of deciles. */
export const DECILES = 10

/**
 * Inner edges of the bins that a reference freezes: the order statistics x_(⌈k·n/bins⌉), k = 1 … bins - 1, of its ascending
 * values (no NaN or infinities), equal edges merged. Bins are right-closed and the outer two open, so that every later
 * value has a bin.
 */
export function frozenEdges(sorted: Float64Array, bins = DECILES): number[] {
  const edges: number[] = []
  for (let k = 1; k < bins && sorted.length > 0; k++) {
    const edge = sorted[Math.floor((k * sorted.length + bins - 1) / bins) - 1]
    if (edges.length === 0 || edge !== edges[edges.length - 1]) edges.push(edge)
  }
  return edges
}

/** How many of the ascending values are at most `limit`. */
export function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Counts of ascending values in the bins between `edges`: edges + 1 numbers. A value belongs to the bin whose number is that of edges below it. */
export function binCounts(sorted: Float64Array, edges: readonly number[]): number[] {
  let before = 0
  const counts = edges.map((edge) => {
    const upTo = countUpTo(sorted, edge)
    const count = upTo - before
    before = upTo
    return count
  })
  return [...counts, sorted.length - before]
}
