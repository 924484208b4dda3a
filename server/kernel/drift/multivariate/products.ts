import { seededRandom } from '../../numbers/random.ts'
import { sampleRows } from '../../numbers/sample-rows.ts'
import { BINS } from './binned-rows.ts'

/** A pair of features and the bins of their product: how far both are from their middle, together. */
export type Product = { pair: [number, number]; bins: Uint8Array }

const MOST_PRODUCTS = 8
/** Multiplications at most while the pairs are ranked, and rows at least that each pair is ranked by, where there are so many. */
const MOST_STEPS = 20_000_000
const LEAST_ROWS = 200
/** Features whose pairs are looked at, at most: so many that all their pairs over so few rows are as many steps. */
const MOST_FEATURES = Math.floor((1 + Math.sqrt(1 + (8 * MOST_STEPS) / LEAST_ROWS)) / 2)

type Centred = { bins: Uint8Array; mean: number }

/** How many standard errors the mean of x·y of class 1 is from that of class 0. */
function contrast(x: Centred, y: Centred, truth: Uint8Array, rows: Int32Array): number {
  const [counts, sums] = [
    [0, 0],
    [0, 0],
  ]
  let squares = 0
  for (const row of rows) {
    const product = (x.bins[row] - x.mean) * (y.bins[row] - y.mean)
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

/** Keeps the largest, in falling order; of equals those that came first. */
function keep(best: { pair: [number, number]; size: number }[], pair: [number, number], size: number): void {
  if (best.length === MOST_PRODUCTS && size <= best[best.length - 1].size) return
  let at = best.length
  while (at > 0 && best[at - 1].size < size) at--
  best.splice(at, 0, { pair, size })
  best.length = Math.min(best.length, MOST_PRODUCTS)
}

/**
 * The products of two features that differ most between the classes in the rows of `training`: where the dependence of two features changes while
 * each alone stays as it was, no first split of a tree gains anything, but one on their product does. Of more than 447 features those
 * are looked at that a fixed seed draws, each pair by as many rows as keep all within 20 million steps.
 */
export function tellingProducts(features: readonly Uint8Array[], truth: Uint8Array, training: Int32Array): Product[] {
  const looked = [...sampleRows(seededRandom(20_260_107), features.length, MOST_FEATURES)]
  const values = looked.map((feature): Centred => {
    const bins = features[feature]
    return { bins, mean: bins.reduce((sum, bin) => sum + bin, 0) / bins.length }
  })
  const pairs = (looked.length * (looked.length - 1)) / 2
  // Training rows are in random order: the first are a sample.
  const rows = training.subarray(0, Math.floor(MOST_STEPS / pairs))
  const best: { pair: [number, number]; size: number }[] = []
  for (let i = 0; i < looked.length; i++) for (let j = 0; j < i; j++) keep(best, [j, i], contrast(values[i], values[j], truth, rows))
  return best.map(({ pair: [a, b] }) => {
    const [x, y] = [values[a], values[b]]
    const product = Float64Array.from(x.bins, (bin, row) => (bin - x.mean) * (y.bins[row] - y.mean))
    return { pair: [looked[a], looked[b]], bins: binned(product) }
  })
}
