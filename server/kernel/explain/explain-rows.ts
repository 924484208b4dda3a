import { applyLink, encodeRows } from './additive-model.ts'
import type { FeatureRows } from './additive-model.ts'
import { addFromTables } from './ensemble/block-tables.ts'
import { patternScratch, patternsOf } from './ensemble/pattern-program.ts'
import { fillChunk, rowChunk } from './ensemble/row-chunk.ts'
import { marginOf } from './prepared-model.ts'
import type { PreparedBackground, PreparedTrees } from './prepared-model.ts'

export type RowExplanations = {
  /** Row-major, rows × features: the contribution of each feature to the margin. */
  readonly contributions: Float64Array
  /** The mean margin of the background: margin = baseValue + the row's contributions. */
  readonly baseValue: number
  /** The model's own margin of each row, computed from the row alone. */
  readonly margins: Float64Array
  /** The margin through the model's link. */
  readonly outputs: Float64Array
}

/**
 * Exact Shapley values of the first `count` rows: interventional or path-dependent, as the model was prepared.
 *
 * A row whose missing value meets a linear term has a NaN margin, as in ONNX Runtime, and NaN contributions there. Rows are
 * explained alike alone and among others, to the bit.
 */
export function explainRows(prepared: PreparedBackground, rows: FeatureRows, count: number): RowExplanations {
  const { model, baseValue, means } = prepared
  const stride = model.columns.length
  const encoded = encodeRows(model, rows, count)
  const contributions = new Float64Array(count * model.players)
  const margins = Float64Array.from({ length: count }, (_, row) => marginOf(model, encoded, row * stride))
  model.linear.forEach((column, term) => {
    const { player } = model.columns[column]
    for (let row = 0; row < count; row++) {
      contributions[row * model.players + player] += model.weights[term] * (encoded[row * stride + column] - means[term])
    }
  })
  explainTrees(prepared, encoded, stride, count, contributions)
  return { contributions, baseValue, margins, outputs: margins.map((margin) => applyLink(model.link, margin)) }
}

/** The Shapley interaction of every two features in the first `count` rows: row-major, rows × pairs, at `pairIndex(i, j)`. */
export function explainInteractions(prepared: PreparedBackground, rows: FeatureRows, count: number): Float64Array {
  const interactions = new Float64Array(count * prepared.targets)
  explainTrees(prepared, encodeRows(prepared.model, rows, count), prepared.model.columns.length, count, interactions)
  return interactions
}

/** Adds what the trees give to `sums`, row-major, rows × targets. */
function explainTrees({ tabulated, ranks, walk, targets }: PreparedTrees, encoded: Float64Array, stride: number, count: number, sums: Float64Array): void {
  const chunk = rowChunk(stride, count, targets)
  const { capacity } = chunk
  const scratch = patternScratch(
    tabulated.map(({ program }) => program),
    capacity,
  )
  const byTarget = new Float64Array(targets * capacity)
  for (let from = 0; from < count; from += capacity) {
    fillChunk(chunk, ranks, encoded, from, Math.min(capacity, count - from))
    byTarget.fill(0)
    for (const { program, tables } of tabulated) {
      patternsOf(program, chunk, scratch)
      addFromTables(tables, scratch.patterns, chunk, byTarget)
    }
    for (let row = 0; row < chunk.count; row++) {
      for (let target = 0; target < targets; target++) sums[(from + row) * targets + target] += byTarget[target * capacity + row]
    }
  }
  if (walk) for (let row = 0; row < count; row++) walk(encoded, row * stride, sums, row * targets)
}
