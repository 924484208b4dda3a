import { BINS } from './binned-rows.ts'

/** A pair of features and the bins of their product: how far both are from their middle, together. */
export type Product = { pair: [number, number]; bins: Uint8Array }

const MOST_PRODUCTS = 8
/** Multiplications at most while the pairs are ranked. */
const MOST_STEPS = 20_000_000

const centred = (bins: Uint8Array): Float64Array => {
  const mean = bins.reduce((sum, bin) => sum + bin, 0) / bins.length
  return Float64Array.from(bins, (bin) => bin - mean)
}

/** How many standard errors the mean of x·y of class 1 is from that of class 0. */
function contrast(x: Float64Array, y: Float64Array, truth: Uint8Array, rows: Int32Array): number {
  const [counts, sums] = [
    [0, 0],
    [0, 0],
  ]
  let squares = 0
  for (const row of rows) {
    const product = x[row] * y[row]
    counts[truth[row]]++
    sums[truth[row]] += product
    squares += product * product
  }
  const error = Math.sqrt((squares / rows.length) * (1 / counts[0] + 1 / counts[1]))
  return error > 0 ? Math.abs(sums[1] / counts[1] - sums[0] / counts[0]) / error : 0
}

/** Bins of equal shares. */
function binned(values: Float64Array): Uint8Array {
  const sorted = values.slice().sort()
  const edges = Float64Array.from({ length: BINS - 1 }, (_, k) => sorted[Math.floor(((k + 1) * (sorted.length - 1)) / BINS)])
  return Uint8Array.from(values, (value) => {
    let bin = 0
    while (bin < edges.length && value > edges[bin]) bin++
    return bin
  })
}

/**
 * The products of two features that differ most between the classes in the rows of `training`: where the dependence of two features changes while
 * each alone stays as it was, no first split of a tree gains anything, but one on their product does.
 */
export function tellingProducts(features: readonly Uint8Array[], truth: Uint8Array, training: Int32Array): Product[] {
  const values = features.map(centred)
  const pairs = (features.length * (features.length - 1)) / 2
  // Training rows are in random order: the first are a sample.
  const rows = training.subarray(0, Math.max(200, Math.floor(MOST_STEPS / pairs)))
  const found: { pair: [number, number]; size: number }[] = []
  for (let i = 0; i < features.length; i++) for (let j = 0; j < i; j++) found.push({ pair: [j, i], size: contrast(values[i], values[j], truth, rows) })
  found.sort((a, b) => b.size - a.size)
  return found.slice(0, MOST_PRODUCTS).map(({ pair }) => ({ pair, bins: binned(values[pair[0]].map((value, row) => value * values[pair[1]][row])) }))
}
