const BINS = 64
/** Values that the edges are taken from. */
const SAMPLE = 20_000

/** Upper edges of up to 64 bins of about equally many values; a value belongs to the first bin whose edge it does not exceed. */
export function binEdges(values: Float64Array): number[] {
  const step = Math.max(1, values.length / SAMPLE)
  const sample = Float64Array.from({ length: Math.floor(values.length / step) }, (_, i) => values[Math.floor(i * step)])
    .filter((value) => !Number.isNaN(value))
    .sort()
  const edges: number[] = []
  for (let b = 1; b < BINS; b++) {
    const below = sample[Math.floor((b * sample.length) / BINS) - 1]
    if (below !== undefined && !(below <= edges[edges.length - 1])) edges.push(below)
  }
  return edges
}

/** Bin of each value: 0 for a missing one, 1 up to edges.length + 1 for the others. */
export function binned(values: Float64Array, edges: readonly number[]): Uint8Array {
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0
    let [low, high] = [0, edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle] < value) low = middle + 1
      else high = middle
    }
    return low + 1
  })
}
