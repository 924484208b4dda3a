import { FingerprintSet, hashNumber, hashText, mixHash } from '#server/kernel/table/fingerprint-set.ts'
import { countOf } from './table-source.ts'
import type { Cells } from './table-source.ts'

const SEEDS = [0x2545f491, 0x7f4a7c15] as const
const MAX_ROWS_COMPARED = 16_000_000

/** Counts rows that repeat an earlier one in the columns given to it, in 8 to 20 bytes a row. */
export class RowRepeats {
  readonly #set = new FingerprintSet(MAX_ROWS_COMPARED)
  readonly #missingCounts: boolean
  #high = new Int32Array(0)
  #low = new Int32Array(0)
  #missing = new Uint8Array(0)
  #filled = new Map<number, number>()
  #rows = 0

  /** @param missingCounts whether rows with a missing value are compared; keys that are missing repeat nothing. */
  constructor(missingCounts: boolean) {
    this.#missingCounts = missingCounts
  }

  /** Ends the block before and begins one of `rows` rows. */
  beginBlock(rows: number): void {
    this.#close()
    if (this.#high.length < rows) {
      this.#high = new Int32Array(rows)
      this.#low = new Int32Array(rows)
      this.#missing = new Uint8Array(rows)
    }
    this.#high.fill(SEEDS[0], 0, rows)
    this.#low.fill(SEEDS[1], 0, rows)
    this.#missing.fill(0, 0, rows)
    this.#filled = new Map()
    this.#rows = rows
  }

  addCells(column: number, cells: Cells): void {
    const from = this.#filled.get(column) ?? 0
    this.#filled.set(column, from + countOf(cells))
    if (cells.kind === 'numbers') this.#addNumbers(column, from, cells.values)
    else if (cells.kind === 'codes') this.#addCodes(column, from, cells.codes, cells.dictionary)
    else this.#addTexts(column, from, cells.values)
  }

  #addNumbers(column: number, from: number, values: Float64Array): void {
    for (let i = 0; i < values.length; i++) {
      const row = from + i
      if (Number.isNaN(values[i])) this.#missing[row] = 1
      this.#high[row] = hashNumber(values[i], this.#high[row] ^ column)
      this.#low[row] = hashNumber(values[i], this.#low[row])
    }
  }

  #addTexts(column: number, from: number, values: readonly (string | null)[]): void {
    let last: string | null | undefined
    let high = 0
    let low = 0
    for (let i = 0; i < values.length; i++) {
      const row = from + i
      const value = values[i]
      if (value === null) this.#missing[row] = 1
      if (value !== last) {
        high = hashText(value, SEEDS[0])
        low = hashText(value, SEEDS[1])
        last = value
      }
      this.#high[row] = mixHash(this.#high[row] ^ column, high)
      this.#low[row] = mixHash(this.#low[row], low)
    }
  }

  #addCodes(column: number, from: number, codes: Int32Array, dictionary: readonly string[]): void {
    // The last place is that of a missing value.
    const texts = [...dictionary, null]
    const [high, low] = SEEDS.map((seed) => Int32Array.from(texts, (text) => hashText(text, seed)))
    for (let i = 0; i < codes.length; i++) {
      const row = from + i
      const at = codes[i] < 0 ? dictionary.length : codes[i]
      if (codes[i] < 0) this.#missing[row] = 1
      this.#high[row] = mixHash(this.#high[row] ^ column, high[at])
      this.#low[row] = mixHash(this.#low[row], low[at])
    }
  }

  #close(): void {
    for (let row = 0; row < this.#rows; row++) {
      if (this.#missingCounts || this.#missing[row] === 0) this.#set.add(this.#high[row], this.#low[row])
    }
    this.#rows = 0
  }

  /** Rows that repeat an earlier one; null when there were too many to compare. */
  count(): number | null {
    this.#close()
    return this.#set.complete ? this.#set.repeats : null
  }
}
