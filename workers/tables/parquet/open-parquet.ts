import type { FileHandle } from 'node:fs/promises'
import { parquetRead } from 'hyparquet'
import type { FileMetaData, ParquetParsers } from 'hyparquet'
import { quoteText, TableRefusal } from '../refusal.ts'
import type { TableSink, TableSource } from '../table-source.ts'
import { cellsOf } from './cells-of.ts'
import { DECOMPRESSORS } from './decompress.ts'
import { malformed, readFooter, readRange, refusingErrors, withFile } from './footer.ts'
import { textOfNumber } from './leaf.ts'
import type { Leaf } from './leaf.ts'
import { checkPages } from './pages.ts'
import { leavesOf, rowsOfGroups } from './schema.ts'

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes) return undefined
  try {
    return strictText.decode(bytes)
  } catch {
    throw new TableRefusal('encoding', 'A text column holds bytes that are not UTF-8.', 'Write texts as UTF-8, or declare the column binary.')
  }
}

/** Instants become epoch milliseconds with their fraction; texts must be UTF-8. */
const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => (value === undefined ? undefined : Number(value)),
  timestampFromMicroseconds: (value) => (value === undefined ? undefined : Number(value / 1000n) + Number(value % 1000n) / 1e3),
  timestampFromNanoseconds: (value) => (value === undefined ? undefined : Number(value / 1_000_000n) + Number(value % 1_000_000n) / 1e6),
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
}

/** A file of one row group with one column: the unit that is read at a time. */
function slice(metadata: FileMetaData, group: number, column: number, leaf: Leaf): FileMetaData {
  const whole = metadata.row_groups[group]
  return {
    version: metadata.version,
    metadata_length: metadata.metadata_length,
    num_rows: whole.num_rows,
    schema: [{ ...metadata.schema[0], num_children: 1 }, leaf.element],
    row_groups: [{ ...whole, columns: [whole.columns[column]] }],
  }
}

/** Reads one column of one row group and hands its pages on as cells. */
async function readChunk(file: FileHandle, metadata: FileMetaData, group: number, index: number, leaf: Leaf, take: (values: ArrayLike<unknown>) => void) {
  const rows = Number(metadata.row_groups[group].num_rows)
  const meta = metadata.row_groups[group].columns[index].meta_data
  const start = Number(meta?.dictionary_page_offset || meta?.data_page_offset)
  const what = `Column ${quoteText(leaf.name)} in row group ${group + 1}`
  const bytes = await readRange(file, start, start + Number(meta?.total_compressed_size))
  let taken = 0
  await refusingErrors(what, async () => {
    checkPages(bytes, rows, what)
    await parquetRead({
      file: { byteLength: start + bytes.byteLength, slice: (from, to = start + bytes.byteLength) => bytes.slice(from - start, to - start) },
      metadata: slice(metadata, group, index, leaf),
      columns: [leaf.name],
      compressors: DECOMPRESSORS,
      parsers: PARSERS,
      utf8: false,
      geoparquet: false,
      onPage: ({ columnData }) => {
        taken += columnData.length
        if (taken <= rows) take(columnData)
      },
    })
  })
  if (taken !== rows) throw malformed(`${what} holds ${taken} of ${rows} values.`)
}

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
  return { rows, columns, findings: [], read }

  async function read(wanted: readonly number[], sink: TableSink): Promise<void> {
    await withFile(path, async (file) => {
      for (let group = 0; group < metadata.row_groups.length; group++) {
        sink.beginBlock(Number(metadata.row_groups[group].num_rows))
        for (let i = 0; i < wanted.length; i++) {
          const leaf = leaves[wanted[i]]
          await readChunk(file, metadata, group, wanted[i], leaf, (values) => sink.addCells(i, cellsOf(values, leaf)))
        }
      }
    })
  }
}
