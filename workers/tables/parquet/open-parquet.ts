import { TableRefusal } from '../refusal.ts'
import type { TableSink, TableSource } from '../table-source.ts'
import { readFooter, refusingErrors, withFile } from './footer.ts'
import { textOfNumber } from './leaf.ts'
import { readChunk } from './read-chunk.ts'
import { leavesOf, rowsOfGroups } from './schema.ts'

/**
 * Opens a Parquet file: a flat schema, any codec but LZO, no encryption. Sizes, counts and places that the file states are checked
 * before memory is given to them; values are read one column of one row group at a time. Throws TableRefusal.
 */
export async function openParquet(path: string): Promise<TableSource> {
  const { metadata, leaves, rows } = await withFile(path, async (file, size) => {
    const footer = await readFooter(file, size)
    const found = await refusingErrors('The directory', () => leavesOf(footer))
    return { metadata: footer, leaves: found, rows: await refusingErrors('The directory', () => rowsOfGroups(footer, found, size)) }
  })
  if (rows === 0) throw new TableRefusal('no-rows', 'The table has columns and no row.', 'Send a table with at least one row.')
  const columns = leaves.map((leaf) => ({ name: leaf.name, type: leaf.type, format: textOfNumber(leaf) }))
  return { rows, columns, findings: [], parts: metadata.row_groups.length, read }

  async function read(wanted: readonly number[], sink: TableSink, part?: number): Promise<void> {
    const groups = part === undefined ? metadata.row_groups.map((_, group) => group) : [part]
    await withFile(path, async (file) => {
      for (const group of groups) {
        sink.beginBlock(Number(metadata.row_groups[group].num_rows))
        for (let i = 0; i < wanted.length; i++) {
          const leaf = leaves[wanted[i]]
          await readChunk(file, { metadata, group, column: wanted[i], leaf }, (cells) => sink.addCells(i, cells))
        }
      }
    })
  }
}
