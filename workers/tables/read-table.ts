import type { SnapshotFormat } from '#server/contracts/datasets.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { buildColumns } from './build-columns.ts'
import { openTable } from './open-table.ts'
import { listNames, TableRefusal } from './refusal.ts'

/**
 * Reads whole columns of a table into memory: the `wanted` ones in that order (names; all by default), of the types that
 * inspection finds. Memory is that of the result: 8 bytes a number, 4 a text beside the dictionary. Throws TableRefusal, also
 * with `missing-column` when a wanted one does not exist.
 * @param optional further columns, read where the table has them.
 */
export async function readTable(
  path: string,
  format: SnapshotFormat,
  wanted?: readonly string[],
  optional: readonly string[] = [],
): Promise<{ rows: number; columns: Column[] }> {
  const source = await openTable(path, format)
  const places = new Map(source.columns.map(({ name }, i) => [name, i]))
  const names = wanted ? [...new Set([...wanted, ...optional.filter((name) => places.has(name))])] : [...places.keys()]
  const absent = names.filter((name) => !places.has(name))
  if (absent.length > 0) {
    throw new TableRefusal('missing-column', `The table has no column ${listNames(absent)}.`, 'Send a table with all declared columns.')
  }
  return {
    rows: source.rows,
    columns: await buildColumns(
      source,
      names.map((name) => places.get(name) ?? 0),
    ),
  }
}
