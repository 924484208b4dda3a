import { binEdges, binned } from './binned-features.ts'

const ROUNDS = 100
const LEARNING_RATE = 0.1
const LEAVES = 31
const SMALLEST_LEAF = 20
const BINS = 66

/** A tree in arrays: rows whose bin of `feature` is at most `bin` go left, the others right; a leaf has feature -1. */
interface Tree {
  feature: number[]
  bin: number[]
  left: number[]
  right: number[]
  value: number[]
}

/** A sum of regression trees over binned features, as plain data. */
export interface BoostedTrees {
  edges: number[][]
  base: number
  trees: Tree[]
}

interface Split {
  gain: number
  feature: number
  bin: number
}

interface Leaf {
  node: number
  rows: Uint32Array
  sums: Float64Array
  counts: Float64Array
  split: Split | null
}

/** Sum of residuals and number of rows per feature and bin. */
function histogram(columns: readonly Uint8Array[], residuals: Float64Array, rows: Uint32Array): Pick<Leaf, 'sums' | 'counts'> {
  const sums = new Float64Array(columns.length * BINS)
  const counts = new Float64Array(columns.length * BINS)
  for (const [f, column] of columns.entries()) {
    const offset = f * BINS
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      const at = offset + column[row]
      sums[at] += residuals[row]
      counts[at]++
    }
  }
  return { sums, counts }
}

/** The split that leaves the least squared error, with enough rows on either side; null when none leaves less. */
function bestSplit(features: number, { sums, counts, rows }: Leaf): Split | null {
  let best: Split | null = null
  const n = rows.length
  if (n < 2 * SMALLEST_LEAF) return null
  let total = 0
  for (let b = 0; b < BINS; b++) total += sums[b]
  for (let feature = 0; feature < features; feature++) {
    let [count, sum] = [0, 0]
    for (let bin = 0; bin < BINS - 1; bin++) {
      const at = feature * BINS + bin
      if (counts[at] === 0) continue
      count += counts[at]
      sum += sums[at]
      if (count < SMALLEST_LEAF || n - count < SMALLEST_LEAF) continue
      const gain = (sum * sum) / count + (total - sum) ** 2 / (n - count) - (total * total) / n
      if (gain > (best?.gain ?? 1e-12)) best = { gain, feature, bin }
    }
  }
  return best
}

/** Grows one tree leaf by leaf, the greatest gain first, and subtracts what it predicts from the residuals. */
function growTree(columns: readonly Uint8Array[], residuals: Float64Array, all: Uint32Array): Tree {
  const tree: Tree = { feature: [], bin: [], left: [], right: [], value: [] }
  const add = (rows: Uint32Array, held: Pick<Leaf, 'sums' | 'counts'>): Leaf => {
    const node = tree.feature.push(-1) - 1
    tree.bin.push(0)
    tree.left.push(-1)
    tree.right.push(-1)
    tree.value.push(0)
    const leaf: Leaf = { node, rows, ...held, split: null }
    leaf.split = bestSplit(columns.length, leaf)
    return leaf
  }
  const leaves = [add(all, histogram(columns, residuals, all))]
  while (leaves.length < LEAVES) {
    const at = leaves.reduce((most, leaf, i) => ((leaf.split?.gain ?? 0) > (leaves[most].split?.gain ?? 0) ? i : most), 0)
    const { node, rows, sums, counts, split } = leaves[at]
    if (!split) break
    const column = columns[split.feature]
    const low = rows.filter((row) => column[row] <= split.bin)
    const high = rows.filter((row) => column[row] > split.bin)
    const fewer = histogram(columns, residuals, low.length <= high.length ? low : high)
    const rest = { sums: sums.map((sum, i) => sum - fewer.sums[i]), counts: counts.map((count, i) => count - fewer.counts[i]) }
    const [left, right] = low.length <= high.length ? [add(low, fewer), add(high, rest)] : [add(low, rest), add(high, fewer)]
    tree.feature[node] = split.feature
    tree.bin[node] = split.bin
    tree.left[node] = left.node
    tree.right[node] = right.node
    leaves.splice(at, 1, left, right)
  }
  for (const { node, rows } of leaves) {
    let sum = 0
    for (const row of rows) sum += residuals[row]
    tree.value[node] = (LEARNING_RATE * sum) / rows.length
    for (const row of rows) residuals[row] -= tree.value[node]
  }
  return tree
}

/**
 * Least squares regression by gradient boosting on histograms (Friedman, Ann. Stat. 29, 2001; binned as LightGBM does): 100
 * trees of up to 31 leaves of at least 20 rows, learning rate 0.1, no randomness. `features` are columns of equal length, NaN
 * missing; `target` finite, at least one row.
 */
export function fitBoostedTrees(features: readonly Float64Array[], target: Float64Array): BoostedTrees {
  const edges = features.map(binEdges)
  const columns = features.map((values, f) => binned(values, edges[f]))
  const base = target.reduce((sum, value) => sum + value, 0) / target.length
  const residuals = target.map((value) => value - base)
  const all = Uint32Array.from(target.keys())
  const trees: Tree[] = []
  for (let round = 0; round < ROUNDS && columns.length > 0; round++) {
    const tree = growTree(columns, residuals, all)
    trees.push(tree)
    if (tree.feature[0] < 0) break
  }
  return { edges, base, trees }
}

/** What the trees predict for rows given as columns in the order of the fit. */
export function predictBoostedTrees({ edges, base, trees }: BoostedTrees, features: readonly Float64Array[], rows: number): Float64Array {
  const columns = features.map((values, f) => binned(values, edges[f]))
  const predicted = new Float64Array(rows).fill(base)
  for (const { feature, bin, left, right, value } of trees) {
    for (let row = 0; row < rows; row++) {
      let node = 0
      while (feature[node] >= 0) node = columns[feature[node]][row] <= bin[node] ? left[node] : right[node]
      predicted[row] += value[node]
    }
  }
  return predicted
}
