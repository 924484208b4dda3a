import { AT_MOST } from './tree-set.ts'
import type { TreeSet } from './tree-set.ts'

/** Above every rank, so that a missing value takes no branch by comparison. */
export const MISSING_RANK = 0x3fffffff

/**
 * The sorted distinct thresholds of each encoded column's `at most` splits: column c has `thresholds[start[c] … start[c + 1] - 1]`.
 * `compared[c]` says whether it has such splits at all (their threshold may be NaN).
 */
export type ColumnRanks = { readonly start: Int32Array; readonly thresholds: Float64Array; readonly compared: Uint8Array }

/** Thresholds of all trees; NaN, which nothing is at most, is left out. */
export function columnRanks(trees: TreeSet, columns: number): ColumnRanks {
  const byColumn = Array.from({ length: columns }, () => new Set<number>())
  const compared = new Uint8Array(columns)
  trees.column.forEach((column, node) => {
    if (column < 0 || trees.kind[node] !== AT_MOST) return
    compared[column] = 1
    if (!Number.isNaN(trees.threshold[node])) byColumn[column].add(trees.threshold[node])
  })
  const start = new Int32Array(columns + 1)
  byColumn.forEach((set, column) => (start[column + 1] = start[column] + set.size))
  const thresholds = new Float64Array(start[columns])
  byColumn.forEach((set, column) => thresholds.set(Float64Array.from(set).toSorted(), start[column]))
  return { start, thresholds, compared }
}

/** How many of the column's thresholds are below `value`; MISSING_RANK for NaN. `value <= threshold[k]` is `rank <= k`. */
export function rankOf({ start, thresholds }: ColumnRanks, column: number, value: number): number {
  if (value !== value) return MISSING_RANK
  const first = start[column]
  let low = first
  let high = start[column + 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (thresholds[middle] < value) low = middle + 1
    else high = middle
  }
  return low - first
}
