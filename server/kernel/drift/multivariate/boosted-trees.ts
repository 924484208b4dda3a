import type { Random } from '../../numbers/random.ts'
import { sampleRows } from '../../numbers/sample-rows.ts'
import { BINS } from './binned-rows.ts'

/** A fitted tree: its leaves' contributions to the log-odds, found by walking sets of bins. */
type Node = { value: number } | { feature: number; left: Uint8Array; low: Node; high: Node }

const TREES = 30
const DEPTH = 3
const RATE = 0.2
/** Features of the optional ones, drawn anew, that a tree may use. */
const FEATURES = 12
const LEAST_ROWS = 20
/** Added to the second derivative: shrinks leaves of few rows. */
const SHRINKAGE = 1

/** Rows that a tree is grown on, with first and second derivatives of the log loss per row of the whole table. */
type Growth = { features: readonly Uint8Array[]; allowed: Int32Array; gradient: Float64Array; curvature: Float64Array; gains: Float64Array }
type Split = { feature: number; left: Uint8Array; gain: number }

const score = (gradient: number, curvature: number): number => (gradient * gradient) / (curvature + SHRINKAGE)

/** The best set of bins of one feature to send left: a prefix of the bins in the order of their mean gradient, which is optimal for two classes. */
function splitOf(rows: Int32Array, feature: number, { features, gradient, curvature }: Growth): Split | null {
  const bins = features[feature]
  const [g, h, counts] = [new Float64Array(BINS), new Float64Array(BINS), new Int32Array(BINS)]
  let [allG, allH] = [0, 0]
  for (const row of rows) {
    const bin = bins[row]
    g[bin] += gradient[row]
    h[bin] += curvature[row]
    counts[bin]++
    allG += gradient[row]
    allH += curvature[row]
  }
  const order = Array.from({ length: BINS }, (_, bin) => bin).filter((bin) => counts[bin] > 0)
  order.sort((a, b) => g[a] / h[a] - g[b] / h[b])
  const whole = score(allG, allH)
  let [leftG, leftH, leftRows, gain, at] = [0, 0, 0, 0, -1]
  for (let k = 0; k + 1 < order.length; k++) {
    leftG += g[order[k]]
    leftH += h[order[k]]
    leftRows += counts[order[k]]
    if (leftRows < LEAST_ROWS || rows.length - leftRows < LEAST_ROWS) continue
    const found = score(leftG, leftH) + score(allG - leftG, allH - leftH) - whole
    if (found > gain) [gain, at] = [found, k]
  }
  if (at < 0) return null
  const left = new Uint8Array(BINS)
  for (const bin of order.slice(0, at + 1)) left[bin] = 1
  return { feature, left, gain }
}

function grow(rows: Int32Array, depth: number, growth: Growth): Node {
  let best: Split | null = null
  if (depth > 0) {
    for (const feature of growth.allowed) {
      const found = splitOf(rows, feature, growth)
      if (found && (best === null || found.gain > best.gain)) best = found
    }
  }
  if (best === null) {
    const [g, h] = rows.reduce((sums, row) => [sums[0] + growth.gradient[row], sums[1] + growth.curvature[row]], [0, 0])
    return { value: (-RATE * g) / (h + SHRINKAGE) }
  }
  const { feature, left, gain } = best
  growth.gains[feature] += gain
  const bins = growth.features[feature]
  const [low, high] = [rows.filter((row) => left[bins[row]] === 1), rows.filter((row) => left[bins[row]] === 0)]
  return { feature, left, low: grow(low, depth - 1, growth), high: grow(high, depth - 1, growth) }
}

function walk(node: Node, features: readonly Uint8Array[], row: number): number {
  let at = node
  while ('feature' in at) at = at.left[features[at.feature][row]] === 1 ? at.low : at.high
  return at.value
}

/**
 * Gradient boosting of small trees for the log-odds of class 1 over binned features, fitted on the rows of `training`.
 *
 * @param optional number of features at the beginning of which each tree may use some; it may use all others
 * @param gains per feature, to which the loss taken away by its splits is added
 * @returns log-odds of every row of `scored`
 */
export function boostedScores(
  features: readonly Uint8Array[],
  truth: Uint8Array,
  { training, scored }: { training: Int32Array; scored: Int32Array },
  { gains, random, optional }: { gains: Float64Array; random: Random; optional: number },
): Float64Array {
  const margin = new Float64Array(truth.length)
  const [gradient, curvature] = [new Float64Array(truth.length), new Float64Array(truth.length)]
  const always = features.map((_, feature) => feature).slice(optional)
  for (let tree = 0; tree < TREES; tree++) {
    for (const row of training) {
      const p = 1 / (1 + Math.exp(-margin[row]))
      gradient[row] = p - truth[row]
      curvature[row] = p * (1 - p)
    }
    const allowed = Int32Array.from([...sampleRows(random, optional, FEATURES), ...always])
    const grown = grow(training, DEPTH, { features, allowed, gradient, curvature, gains })
    for (const row of training) margin[row] += walk(grown, features, row)
    for (const row of scored) margin[row] += walk(grown, features, row)
  }
  return Float64Array.from(scored, (row) => margin[row])
}
