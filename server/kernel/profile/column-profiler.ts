import type { ColumnType } from '../table/column.ts'
import { BLOCK_ROWS, emptyProfile } from './column-profile.ts'
import type { ColumnProfile } from './column-profile.ts'
import { plantTexts, takeNumbers, takeTexts } from './profile-block.ts'

const FIRST_ROWS = 256

/** Makes the profile of a column that comes value by value, as `profileColumn` does of one in memory. Holds at most one block. */
export class ColumnProfiler {
  readonly #profile: ColumnProfile
  #numbers = new Float64Array(0)
  #numberCount = 0
  #texts = new Map<string, number>()
  #missingTexts = 0
  #textCount = 0
  #block = 0

  constructor(type: ColumnType) {
    this.#profile = emptyProfile(type)
  }

  /** Takes in numbers, NaN for missing. */
  addNumbers(values: Float64Array): void {
    if (this.#textCount > 0) this.#close()
    for (let at = 0; at < values.length;) {
      const part = values.subarray(at, at + BLOCK_ROWS - this.#numberCount)
      this.#reserve(this.#numberCount + part.length)
      this.#numbers.set(part, this.#numberCount)
      this.#numberCount += part.length
      at += part.length
      if (this.#numberCount === BLOCK_ROWS) this.#close()
    }
  }

  #reserve(rows: number): void {
    if (this.#numbers.length >= rows) return
    const larger = new Float64Array(Math.min(BLOCK_ROWS, Math.max(FIRST_ROWS, 2 * rows)))
    larger.set(this.#numbers.subarray(0, this.#numberCount))
    this.#numbers = larger
  }

  /** Takes in texts, null for missing. */
  addTexts(values: readonly (string | null)[]): void {
    if (this.#numberCount > 0) this.#close()
    for (const value of values) {
      if (value === null) this.#missingTexts++
      else this.#texts.set(value, (this.#texts.get(value) ?? 0) + 1)
      if (++this.#textCount === BLOCK_ROWS) this.#close()
    }
  }

  #close(): void {
    if (this.#numberCount > 0) takeNumbers(this.#profile, this.#block++, this.#numbers.subarray(0, this.#numberCount))
    if (this.#textCount > 0) {
      const counted = { texts: [...this.#texts.keys()], counts: [...this.#texts.values()], missing: this.#missingTexts }
      takeTexts(this.#profile, counted)
      plantTexts(this.#profile, this.#block++, counted)
    }
    this.#numberCount = 0
    this.#texts = new Map()
    this.#missingTexts = 0
    this.#textCount = 0
  }

  /** The profile of all values; nothing may be added after. */
  finish(): ColumnProfile {
    this.#close()
    this.#numbers = new Float64Array(0)
    return this.#profile
  }
}
