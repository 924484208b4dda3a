import type { CompressionCodec } from 'hyparquet'
import type { Cells } from '../../table-source.ts'
import type { Leaf } from '../leaf.ts'
import type { Page } from '../pages.ts'
import { openDataPage, unpackPage } from './data-page.ts'
import { numberPages } from './number-pages.ts'
import { textPages } from './text-pages.ts'

/**
 * Decodes pages of a column of one row group straight into typed arrays, and hands each on, up to the first that is not of a
 * common kind.
 *
 * @returns rows handed on. Throws TableRefusal
 */
export function decodePages(pages: readonly Page[], leaf: Leaf, codec: CompressionCodec, take: (cells: Cells) => void): number {
  const decoder = numberPages(leaf) ?? textPages(leaf)
  if (!decoder) return 0
  const nullable = leaf.element.repetition_type !== 'REQUIRED'
  let rows = 0
  for (const { header, bytes } of pages) {
    const entries = header.dictionary_page_header?.num_values
    if (entries !== undefined) {
      const unpacked = unpackPage(bytes, header.uncompressed_page_size, codec)
      if (!unpacked || !decoder.takeDictionary(unpacked, entries)) return rows
      continue
    }
    const page = openDataPage(header, bytes, codec, nullable)
    const cells = page && decoder.decode(page)
    if (!page || !cells) return rows
    take(cells)
    rows += page.rows
  }
  return rows
}
