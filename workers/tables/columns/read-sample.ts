import { takeRows } from '#server/kernel/table/column.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { spreadRows } from '#server/kernel/table/spread-rows.ts'
import type { ColumnTable } from './column-table.ts'

/**
 * Columns by their names in memory, read one after another: all rows, or `most` evenly spread ones, the same every time. Throws
 * TableRefusal, with `missing-column` where there is none of a name.
 */
export async function readSample(source: ColumnTable, names: readonly string[], most = Infinity): Promise<{ rows: number; columns: Map<string, Column> }> {
  const kept = source.rows > most ? spreadRows(source.rows, most) : null
  const columns = new Map<string, Column>()
  for (const name of new Set(names)) {
    const column = await source.readColumn(name)
    columns.set(name, kept ? takeRows(column, kept) : column)
  }
  return { rows: kept?.length ?? source.rows, columns }
}
