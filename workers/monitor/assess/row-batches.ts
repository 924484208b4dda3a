import type { Column } from '#server/kernel/table/column.ts'
import type { FeatureCell, FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { LoadedTable } from './load-tables.ts'
import { columnOf } from './subject.ts'

/** Cells [from, to) of a column as a model is fed with them. */
function cellsOf(column: Column, from: number, to: number): Float64Array | FeatureCell[] {
  if (column.kind === 'numeric') return column.values.subarray(from, to)
  return Array.from(column.codes.subarray(from, to), (code) => column.dictionary[code] ?? null)
}

/** Two parts of one column, one after the other. */
function joined(first: Float64Array | FeatureCell[], second: Float64Array | FeatureCell[]): Float64Array | FeatureCell[] {
  if (!(first instanceof Float64Array && second instanceof Float64Array)) return [...first, ...second]
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

async function* blocksOf(table: LoadedTable, features: readonly string[]): AsyncGenerator<Column[]> {
  if (table.source) yield* table.source.readBlocks(features)
  else yield features.map((feature) => columnOf(table, feature))
}

/** The features of all rows in order, `size` rows at a time, fewer at the end. Memory is that of one block of the file. */
export async function* rowBatches(table: LoadedTable, features: readonly string[], size: number): AsyncGenerator<FeatureCells> {
  let rest: FeatureCells | null = null
  for await (const block of blocksOf(table, features)) {
    const rows = block[0].kind === 'numeric' ? block[0].values.length : block[0].codes.length
    for (let from = 0; from < rows;) {
      const to = Math.min(rows, from + size - (rest?.[0].length ?? 0))
      const cells: FeatureCells = block.map((column, i) => (rest ? joined(rest[i], cellsOf(column, from, to)) : cellsOf(column, from, to)))
      from = to
      rest = cells[0].length < size ? cells : null
      if (!rest) yield cells
    }
  }
  if (rest) yield rest
}
