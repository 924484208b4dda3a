import type { CompressionCodec, Encoding, PageHeader } from 'hyparquet'
import { DECOMPRESSORS } from '../decompress.ts'
import { malformed } from '../footer.ts'
import { readHybrid } from './hybrid.ts'

/** A data page taken apart: which of its rows have a value, and the bytes of those values. */
export interface DataPage {
  rows: number
  /** 1 for a row that has a value; null when all have. */
  present: Uint8Array | null
  /** Values that there are. */
  count: number
  encoding: Encoding
  bytes: Uint8Array
}

/** Unpacked bytes of a page, as many as its header states; null for a codec that is not known here. */
export function unpackPage(packed: Uint8Array, size: number, codec: CompressionCodec): Uint8Array | null {
  const unpack = DECOMPRESSORS[codec]
  if (!unpack && codec !== 'UNCOMPRESSED') return null
  const bytes = unpack ? unpack(packed, size) : packed
  if (bytes.length !== size) throw malformed(`A page holds ${bytes.length} bytes and states ${size}.`)
  return bytes
}

const uint32 = (bytes: Uint8Array, at: number): number => bytes[at] + bytes[at + 1] * 2 ** 8 + bytes[at + 2] * 2 ** 16 + bytes[at + 3] * 2 ** 24

/** Which of `rows` rows have a value, by their definition levels in bytes [start, end). */
function readPresence(bytes: Uint8Array, start: number, end: number, rows: number): { present: Uint8Array | null; count: number } {
  if (end > bytes.length) throw malformed('The levels of a page go beyond its end.')
  const present = new Uint8Array(rows)
  readHybrid(bytes, start, end, 1, present, rows)
  let count = 0
  for (const one of present) count += one
  return { present: count === rows ? null : present, count }
}

/** Takes a data page of a column without lists apart; null when it is of a kind that is not read here. Throws TableRefusal. */
export function openDataPage(header: PageHeader, packed: Uint8Array, codec: CompressionCodec, nullable: boolean): DataPage | null {
  const { data_page_header: v1, data_page_header_v2: v2, uncompressed_page_size: size } = header
  if (v1) {
    const bytes = unpackPage(packed, size, codec)
    if (!bytes || (nullable && v1.definition_level_encoding !== 'RLE')) return null
    const rows = v1.num_values
    if (!nullable) return { rows, present: null, count: rows, encoding: v1.encoding, bytes }
    const end = bytes.length < 4 ? Infinity : 4 + uint32(bytes, 0)
    return { rows, ...readPresence(bytes, 4, end, rows), encoding: v1.encoding, bytes: bytes.subarray(end) }
  }
  if (!v2 || v2.repetition_levels_byte_length !== 0) return null
  const levels = v2.definition_levels_byte_length
  const rest = packed.subarray(levels)
  const bytes = v2.is_compressed === false ? rest : unpackPage(rest, size - levels, codec)
  if (!bytes) return null
  const known = nullable ? readPresence(packed, 0, levels, v2.num_values) : { present: null, count: v2.num_values }
  if (known.count !== v2.num_values - v2.num_nulls) throw malformed('A page states another number of missing values than its levels.')
  return { rows: v2.num_values, ...known, encoding: v2.encoding, bytes }
}
