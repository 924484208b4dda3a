import { parquetRead } from 'hyparquet'
import type { FileMetaData, ParquetParsers } from 'hyparquet'
import type { Cells } from '../table-source.ts'
import { cellsOf } from './cells-of.ts'
import { DECOMPRESSORS } from './decompress.ts'
import type { Leaf } from './leaf.ts'
import { textOf } from './text-of.ts'

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && textOf(bytes)

/** Instants become epoch milliseconds with their fraction; texts must be UTF-8. */
const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => (value === undefined ? undefined : Number(value)),
  timestampFromMicroseconds: (value) => (value === undefined ? undefined : Number(value / 1000n) + Number(value % 1000n) / 1e3),
  timestampFromNanoseconds: (value) => (value === undefined ? undefined : Number(value / 1_000_000n) + Number(value % 1_000_000n) / 1e6),
  stringFromBytes: text,
  jsonFromBytes: text,
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

/** One column of one row group of a file whose directory was checked. */
export interface ChunkPlace {
  metadata: FileMetaData
  group: number
  column: number
  leaf: Leaf
}

/** The bytes of one column of one row group. */
interface Chunk extends ChunkPlace {
  /** Offset of the bytes in the file. */
  start: number
  bytes: ArrayBuffer
}

/**
 * Decodes a column of one row group with hyparquet, which knows every encoding, and hands it on without its first `skip` rows.
 *
 * @returns rows handed on, never more than the row group has. Throws what hyparquet throws
 */
export async function libraryPages({ metadata, group, column, leaf, start, bytes }: Chunk, skip: number, take: (cells: Cells) => void): Promise<number> {
  const rows = Number(metadata.row_groups[group].num_rows)
  const end = start + bytes.byteLength
  let seen = 0
  let taken = 0
  await parquetRead({
    file: { byteLength: end, slice: (from, to = end) => bytes.slice(from - start, to - start) },
    metadata: slice(metadata, group, column, leaf),
    columns: [leaf.name],
    compressors: DECOMPRESSORS,
    parsers: PARSERS,
    utf8: false,
    geoparquet: false,
    onPage: ({ columnData }) => {
      const known = Math.min(Math.max(0, skip - seen), columnData.length)
      seen += columnData.length
      if (known === columnData.length || seen > rows) return
      taken += columnData.length - known
      take(cellsOf(known > 0 ? columnData.slice(known) : columnData, leaf))
    },
  })
  return taken
}
