import type { SnapshotFinding } from '#server/contracts/datasets.ts'
import type { ColumnType } from '#server/kernel/table/column.ts'

export interface SourceColumn {
  name: string
  type: ColumnType
  /** Exact text of a number of this column, where that is not its name as a value. */
  format?: (value: number) => string
}

/**
 * Consecutive values of one column: numbers with NaN for missing, texts with null for missing, or texts as codes into a dictionary
 * with -1 for missing. Valid during the call only.
 */
export type Cells =
  | { kind: 'numbers'; values: Float64Array }
  | { kind: 'texts'; values: readonly (string | null)[] }
  | { kind: 'codes'; codes: Int32Array; dictionary: string[] }

/** Texts of cells that are not numbers, null for missing. */
export const textsOf = (cells: Exclude<Cells, { kind: 'numbers' }>): readonly (string | null)[] =>
  cells.kind === 'texts' ? cells.values : Array.from(cells.codes, (code) => cells.dictionary[code] ?? null)

export const countOf = (cells: Cells): number => (cells.kind === 'codes' ? cells.codes.length : cells.values.length)

/** Takes in a table block by block: the rows of a block are complete in each column before the next block begins. */
export interface TableSink {
  beginBlock(rows: number): void
  /** @param column index into the wanted columns. */
  addCells(column: number, cells: Cells): void
}

/** A table that was opened: its types are known and its rows counted, its values are read as often as needed. */
export interface TableSource {
  rows: number
  columns: SourceColumn[]
  /** Oddities of the file as text that do not prevent reading it. */
  findings: SnapshotFinding[]
  /** Parts of the file that can be read by themselves: row groups of Parquet, one for CSV. */
  parts: number
  /** Streams the wanted columns (indexes into `columns`), of all rows or of one part only. Throws TableRefusal. */
  read(wanted: readonly number[], sink: TableSink, part?: number): Promise<void>
}
