import { deltaBinaryUnpack } from 'hyparquet/src/delta.js'
import type { Cells } from '../../table-source.ts'
import { malformed } from '../footer.ts'
import type { Leaf } from '../leaf.ts'
import type { DataPage } from './data-page.ts'
import { readCodes } from './dictionary-codes.ts'
import { readHybrid } from './hybrid.ts'
import type { PageDecoder } from './page-decoder.ts'
import { plainNumbersOf } from './plain-numbers.ts'
import type { PlainNumbers } from './plain-numbers.ts'

const tooShort = () => malformed('A page holds fewer bytes than its values take.')

function plainBytes(bytes: Uint8Array, count: number, width: number): Uint8Array {
  if (bytes.length < count * width) throw tooShort()
  return bytes
}

/** Values whose bytes lie in streams, first bytes first: put together again. */
function unsplit(bytes: Uint8Array, count: number, width: number): Uint8Array {
  plainBytes(bytes, count, width)
  const plain = new Uint8Array(count * width)
  for (let b = 0; b < width; b++) for (let i = 0, at = b * count; i < count; i++) plain[i * width + b] = bytes[at + i]
  return plain
}

/** Whole numbers written as differences, as plain bytes. */
function undelta(bytes: Uint8Array, count: number, width: number): Uint8Array {
  const values = width === 4 ? new Int32Array(count) : new BigInt64Array(count)
  if (count > 0) deltaBinaryUnpack({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 }, count, values)
  return new Uint8Array(values.buffer)
}

/** Values of a page in their rows, NaN where there is none. */
function inRows(values: Float64Array, { rows, present }: DataPage): Cells {
  if (!present) return { kind: 'numbers', values }
  const spread = new Float64Array(rows)
  for (let row = 0, i = 0; row < rows; row++) spread[row] = present[row] === 1 ? values[i++] : NaN
  return { kind: 'numbers', values: spread }
}

function numbersOfPage({ encoding, bytes, count }: DataPage, plain: PlainNumbers, isWhole: boolean): Float64Array | null {
  switch (encoding) {
    case 'PLAIN':
      return plain.toNumbers(plainBytes(bytes, count, plain.width), count)
    case 'BYTE_STREAM_SPLIT':
      return plain.toNumbers(unsplit(bytes, count, plain.width), count)
    case 'DELTA_BINARY_PACKED':
      return isWhole ? plain.toNumbers(undelta(bytes, count, plain.width), count) : null
    default:
      return null
  }
}

/** Pages of numbers of fixed width, in any encoding that they have. */
function fixedWidth(plain: PlainNumbers, isWhole: boolean): PageDecoder {
  let dictionary: Float64Array | null = null
  return {
    takeDictionary(bytes, entries) {
      dictionary = plain.toNumbers(plainBytes(bytes, entries, plain.width), entries)
      return dictionary !== null
    },
    decode(page) {
      if (!page.encoding.endsWith('_DICTIONARY')) {
        const values = numbersOfPage(page, plain, isWhole)
        return values && inRows(values, page)
      }
      if (!dictionary) return null
      const codes = readCodes(page, dictionary.length)
      const values = new Float64Array(codes.length)
      for (let i = 0; i < codes.length; i++) values[i] = dictionary[codes[i]]
      return inRows(values, page)
    },
  }
}

const booleans: PageDecoder = {
  takeDictionary: () => false,
  decode(page) {
    const { encoding, bytes, count } = page
    const bits = new Uint8Array(count)
    if (encoding === 'PLAIN') {
      if (bytes.length * 8 < count) throw tooShort()
      for (let i = 0; i < count; i++) bits[i] = (bytes[i >>> 3] >>> (i & 7)) & 1
    } else if (encoding === 'RLE') readHybrid(bytes, 4, bytes.length, 1, bits, count)
    else return null
    return inRows(new Float64Array(bits), page)
  },
}

/** Decoder of a column of numbers or booleans; null where there is none. */
export function numberPages(leaf: Leaf): PageDecoder | null {
  if (leaf.kind === 'boolean') return leaf.element.type === 'BOOLEAN' ? booleans : null
  const plain = plainNumbersOf(leaf)
  return plain && fixedWidth(plain, leaf.element.type === 'INT32' || leaf.element.type === 'INT64')
}
