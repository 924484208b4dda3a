import type { Column } from '#server/kernel/table/column.ts'
import type { FeatureCells } from '#workers/inference/engine/protocol.ts'
import type { LoadedTable } from './load-tables.ts'
import { columnOf } from './subject.ts'

const cell = (column: Column, row: number): number | string | null =>
  column.kind === 'numeric' ? column.values[row] : (column.dictionary[column.codes[row]] ?? null)

/** The features of the given rows as a model is fed with them: one list per feature. */
export const cellsOf = (table: LoadedTable, features: readonly string[], rows: readonly number[]): FeatureCells =>
  features.map((feature) => {
    const column = columnOf(table, feature)
    return rows.map((row) => cell(column, row))
  })

/** Row numbers from (inclusive) to (exclusive). */
export const rowRange = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
