import type { ColumnBuilder } from '#server/kernel/table/column-builder.ts'
import type { Cells } from './table-source.ts'

/** Takes consecutive values into a column. */
export function addCells(builder: ColumnBuilder, cells: Cells): void {
  if (cells.kind === 'numbers') builder.addNumbers(cells.values)
  else if (cells.kind === 'codes') builder.addCodes(cells.codes, cells.dictionary)
  else for (const value of cells.values) builder.addText(value)
}
