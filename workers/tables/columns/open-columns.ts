import { join } from 'node:path'
import type { SnapshotFormat } from '#server/contracts/datasets.ts'
import { buildColumns } from '../build-columns.ts'
import { openCsv } from '../csv/open-csv.ts'
import { openParquet } from '../parquet/open-parquet.ts'
import { listNames, TableRefusal } from '../refusal.ts'
import type { ColumnFile, ColumnTable } from './column-table.ts'
import { readSpilled, spillColumns } from './spill-file.ts'
import type { SpillFile } from './spill-file.ts'

const BLOCK_ROWS = 65_536

/** Places of columns by their names. Throws TableRefusal for names that do not exist. */
function placesOf(columns: readonly { name: string }[], names: readonly string[]): number[] {
  const places = new Map(columns.map(({ name }, i) => [name, i]))
  const absent = names.filter((name) => !places.has(name))
  if (absent.length > 0) {
    throw new TableRefusal('missing-column', `The table has no column ${listNames(absent)}.`, 'Send a table with all declared columns.')
  }
  return names.map((name) => places.get(name) ?? 0)
}

async function openParquetColumns(path: string): Promise<ColumnTable> {
  const source = await openParquet(path)
  return {
    file: { kind: 'parquet', path },
    rows: source.rows,
    columns: source.columns,
    async readColumn(name) {
      const [column] = await buildColumns(source, placesOf(source.columns, [name]))
      return column
    },
    async *readBlocks(names) {
      const places = placesOf(source.columns, names)
      for (let part = 0; part < source.parts; part++) yield await buildColumns(source, places, part)
    },
  }
}

function openSpilledColumns(spill: SpillFile): ColumnTable {
  const { rows, columns } = spill
  const whole = (place: number) => readSpilled(spill, place, 0, rows)
  return {
    file: { kind: 'spill', ...spill },
    rows,
    columns,
    readColumn: async (name) => whole(placesOf(columns, [name])[0]),
    async *readBlocks(names) {
      const places = placesOf(columns, names)
      const dictionaries = places.map((place) => {
        const empty = readSpilled(spill, place, 0, 0)
        return empty.kind === 'string' ? empty.dictionary : undefined
      })
      for (let from = 0; from < rows; from += BLOCK_ROWS) {
        yield places.map((place, i) => readSpilled(spill, place, from, Math.min(rows, from + BLOCK_ROWS), dictionaries[i]))
      }
    },
  }
}

/** Opens a table that is already a column file. */
export const openColumnFile = async (file: ColumnFile): Promise<ColumnTable> =>
  file.kind === 'parquet' ? openParquetColumns(file.path) : openSpilledColumns(file)

let spills = 0

/**
 * Opens a table for reading column by column: Parquet as it is; CSV is read twice, for its types and into a file in `scratch`, so that
 * no later reading touches the text again. Throws TableRefusal.
 *
 * @param wanted names of the columns that will be read, where the table has them; all by default
 * @param scratch a folder that is taken away with what is in it
 */
export async function openColumns(path: string, format: SnapshotFormat, scratch: string, wanted?: ReadonlySet<string>): Promise<ColumnTable> {
  if (format === 'parquet') return openParquetColumns(path)
  const source = await openCsv(path)
  const places = source.columns.map((_, i) => i).filter((i) => !wanted || wanted.has(source.columns[i].name))
  return openSpilledColumns(await spillColumns(source, places, join(scratch, `columns-${spills++}`)))
}
