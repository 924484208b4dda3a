import type { Column } from '#server/kernel/table/column.ts'
import { ColumnBuilder } from '#server/kernel/table/column-builder.ts'
import { addCells } from './add-cells.ts'
import { MAX_HELD_CELLS } from './limits.ts'
import { TableRefusal } from './refusal.ts'
import type { TableSource } from './table-source.ts'

/**
 * Reads the wanted columns (indexes into the source's) into memory, of all rows or of one part only. Memory is that of the result:
 * 8 bytes a number, 4 a text beside the dictionary. Throws TableRefusal, with `resource-limit` when they are too many cells.
 */
export async function buildColumns(source: TableSource, wanted: readonly number[], part?: number): Promise<Column[]> {
  let builders: ColumnBuilder[] = []
  const begin = (rows: number) => {
    if (wanted.length * rows > MAX_HELD_CELLS) {
      const detail = `${rows} rows of ${wanted.length} columns are more than fit into memory at once.`
      throw new TableRefusal('resource-limit', detail, 'Send a sample, or fewer rows in several snapshots.')
    }
    builders = wanted.map((i) => {
      const { name, type, format } = source.columns[i]
      return new ColumnBuilder(name, type, rows, format)
    })
  }
  if (part === undefined) begin(source.rows)
  await source.read(wanted, { beginBlock: (rows) => part === undefined || begin(rows), addCells: (column, cells) => addCells(builders[column], cells) }, part)
  return builders.map((builder) => builder.finish())
}
