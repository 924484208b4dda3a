import type { Cells } from '../../table-source.ts'
import { malformed } from '../footer.ts'
import type { Leaf } from '../leaf.ts'
import { checkedText } from '../text-of.ts'
import type { DataPage } from './data-page.ts'
import { readCodes } from './dictionary-codes.ts'
import type { PageDecoder } from './page-decoder.ts'

/** Visits `count` values, each after its length in four bytes. Throws TableRefusal when they go beyond the page. */
function eachText(bytes: Uint8Array, count: number, visit: (start: number, end: number) => void): void {
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) throw malformed('A text goes beyond its page.')
    const length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
    const end = at + 4 + length
    if (length < 0 || end > bytes.length) throw malformed('A text goes beyond its page.')
    visit(at + 4, end)
    at = end
  }
}

/** Codes of a page in their rows, -1 where there is none. */
function inRows(codes: Int32Array, dictionary: string[], { rows, present }: DataPage): Cells {
  if (!present) return { kind: 'codes', codes, dictionary }
  const spread = new Int32Array(rows)
  for (let row = 0, i = 0; row < rows; row++) spread[row] = present[row] === 1 ? codes[i++] : -1
  return { kind: 'codes', codes: spread, dictionary }
}

/** Gives equal bytes one code, so that each distinct text is decoded once. */
class ByteCodes {
  readonly #bytes: Uint8Array
  readonly #decode: (bytes: Uint8Array) => string
  readonly dictionary: string[] = []
  #starts = new Int32Array(64)
  #ends = new Int32Array(64)
  #hashes = new Int32Array(64)
  /** Code + 1 by hash, open addressing; 0 is free. */
  #slots = new Int32Array(256)

  constructor(bytes: Uint8Array, decode: (bytes: Uint8Array) => string) {
    this.#bytes = bytes
    this.#decode = decode
  }

  code(start: number, end: number): number {
    let hash = end - start
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ this.#bytes[i], 0x01000193)
    hash ^= hash >>> 15
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot] - 1
      if (code < 0) return this.#add(start, end, hash, slot)
      if (this.#hashes[code] === hash && this.#equal(code, start, end)) return code
    }
  }

  #equal(code: number, start: number, end: number): boolean {
    const from = this.#starts[code]
    if (this.#ends[code] - from !== end - start) return false
    for (let i = start, k = from; i < end; i++, k++) if (this.#bytes[i] !== this.#bytes[k]) return false
    return true
  }

  #add(start: number, end: number, hash: number, slot: number): number {
    const code = this.dictionary.push(this.#decode(this.#bytes.subarray(start, end))) - 1
    if (code === this.#starts.length) {
      this.#starts = doubled(this.#starts)
      this.#ends = doubled(this.#ends)
      this.#hashes = doubled(this.#hashes)
    }
    this.#starts[code] = start
    this.#ends[code] = end
    this.#hashes[code] = hash
    this.#slots[slot] = code + 1
    if (this.dictionary.length * 2 > this.#slots.length) this.#spread()
    return code
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 4)
    const mask = this.#slots.length - 1
    for (let code = 0; code < this.dictionary.length; code++) {
      let slot = this.#hashes[code] & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = code + 1
    }
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}

/** Decoder of a column of texts as codes, plain or by dictionary; null where there is none. */
export function textPages(leaf: Leaf): PageDecoder | null {
  const { type, converted_type: converted } = leaf.element
  if (leaf.kind !== 'text' || type !== 'BYTE_ARRAY' || converted !== 'UTF8') return null
  const decode = (bytes: Uint8Array): string => checkedText(bytes, leaf)
  let dictionary: string[] | null = null
  return {
    takeDictionary(bytes, entries) {
      const texts: string[] = []
      eachText(bytes, entries, (start, end) => texts.push(decode(bytes.subarray(start, end))))
      dictionary = texts
      return true
    },
    decode(page) {
      if (page.encoding.endsWith('_DICTIONARY')) return dictionary && inRows(readCodes(page, dictionary.length), dictionary, page)
      if (page.encoding !== 'PLAIN') return null
      const known = new ByteCodes(page.bytes, decode)
      const codes = new Int32Array(page.count)
      let i = 0
      eachText(page.bytes, page.count, (start, end) => (codes[i++] = known.code(start, end)))
      return inRows(codes, known.dictionary, page)
    },
  }
}
