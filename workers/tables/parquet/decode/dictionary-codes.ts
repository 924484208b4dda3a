import { malformed } from '../footer.ts'
import type { DataPage } from './data-page.ts'
import { readHybrid } from './hybrid.ts'

/** Places in a dictionary of `entries` of the values of a page that names them so. Throws TableRefusal. */
export function readCodes({ bytes, count }: DataPage, entries: number): Int32Array {
  const codes = new Int32Array(count)
  if (count === 0) return codes
  const width = bytes[0]
  if (!(width <= 32)) throw malformed('A page has no width of its values.')
  if (width > 0) readHybrid(bytes, 1, bytes.length, width, codes, count)
  for (let i = 0; i < count; i++) if (codes[i] >>> 0 >= entries) throw malformed(`A page names a value beyond the ${entries} of its dictionary.`)
  return codes
}
