import type { Cells } from '../../table-source.ts'
import type { DataPage } from './data-page.ts'

/** Reads the pages of one column of one row group, in order. */
export interface PageDecoder {
  /** Takes in the dictionary, plain bytes of `entries` values; false when it is not read here. Throws TableRefusal. */
  takeDictionary(bytes: Uint8Array, entries: number): boolean
  /** Cells of all rows of a page; null when it is not read here. Throws TableRefusal. */
  decode(page: DataPage): Cells | null
}
