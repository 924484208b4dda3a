import type { Column, ColumnType } from '#server/kernel/table/column.ts'
import type { SpillFile } from './spill-file.ts'

/** A table whose columns are read whole, one at a time, as often as needed. */
export interface ColumnTable {
  /** What another thread opens it by. */
  file: ColumnFile
  rows: number
  columns: { name: string; type: ColumnType }[]
  /** A whole column. Throws TableRefusal, with `missing-column` when there is none of this name. */
  readColumn(name: string): Promise<Column>
  /** The columns of consecutive rows, block by block in order; a column may be numeric in one block and text in another. Throws TableRefusal. */
  readBlocks(names: readonly string[]): AsyncGenerator<Column[]>
}

/** Where such a table is, as a value that goes to another thread: CSV goes to a spill file first. */
export type ColumnFile = { kind: 'parquet'; path: string } | ({ kind: 'spill' } & SpillFile)
