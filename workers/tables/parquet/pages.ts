import type { PageHeader } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { TableRefusal } from '../refusal.ts'
import { malformed } from './footer.ts'

/** Largest page after decompression. Writers aim at 1 MB; a few write a whole row group as one page. */
export const MAX_PAGE_BYTES = 256 * 1024 ** 2
/** Largest column of one row group after decompression. */
const MAX_CHUNK_BYTES = 1024 ** 3

/** A page of a column chunk: its header, and its bytes as they are packed. */
export interface Page {
  header: PageHeader
  bytes: Uint8Array
}

/**
 * Walks the page headers of a column chunk before anything is decompressed or allocated from what they state: sizes within the
 * chunk and the limits, values that add up to `rows`. Throws TableRefusal.
 *
 * @returns the pages
 */
export function checkPages(chunk: ArrayBuffer, rows: number, what: string): Page[] {
  const pages: Page[] = []
  const reader = { view: new DataView(chunk), offset: 0 }
  let values = 0
  let bytes = 0
  while (reader.offset < chunk.byteLength && values < rows) {
    const header = parquetHeader(reader)
    const { compressed_page_size: compressed, uncompressed_page_size: size } = header
    if (!(compressed >= 0) || !(size >= 0) || reader.offset + compressed > chunk.byteLength) throw malformed(`${what} has a page beyond its end.`)
    bytes += size
    if (size > MAX_PAGE_BYTES || bytes > MAX_CHUNK_BYTES) {
      const detail = `${what} unpacks to more than ${MAX_PAGE_BYTES / 1024 ** 2} MB a page or ${MAX_CHUNK_BYTES / 1024 ** 2} MB a row group.`
      throw new TableRefusal('resource-limit', detail, 'Write smaller row groups.')
    }
    const page = header.data_page_header ?? header.data_page_header_v2
    const entries = header.dictionary_page_header?.num_values
    if (entries !== undefined && !(entries >= 0 && entries <= size * 8)) throw malformed(`${what} has a dictionary of ${entries} entries in ${size} bytes.`)
    if (page) {
      if (!(page.num_values >= 0) || values + page.num_values > rows) throw malformed(`${what} has pages with more values than rows.`)
      const v2 = header.data_page_header_v2
      const levels = (v2?.definition_levels_byte_length ?? 0) + (v2?.repetition_levels_byte_length ?? 0)
      if (v2 && (!(levels >= 0 && levels <= compressed) || !(v2.num_nulls >= 0 && v2.num_nulls <= v2.num_values))) {
        throw malformed(`${what} has a page whose levels do not fit it.`)
      }
      values += page.num_values
    }
    pages.push({ header, bytes: new Uint8Array(chunk, reader.offset, compressed) })
    reader.offset += compressed
  }
  if (values !== rows) throw malformed(`${what} holds ${values} of ${rows} values.`)
  return pages
}
