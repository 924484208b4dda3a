import { valueOfType } from './column.ts'
import type { Column, ColumnType } from './column.ts'

/**
 * Collects the values of one column, in order, into its final arrays. A column that turns out to hold numbers which doubles cannot
 * (integers beyond 2^53, long decimals) goes over to text, exactly.
 */
export class ColumnBuilder {
  readonly name: string
  readonly type: ColumnType
  readonly rows: number
  #length = 0
  #values: Float64Array | null
  #codes: Int32Array | null
  readonly #dictionary: string[] = []
  readonly #known = new Map<string, number>()
  readonly #format: (value: number) => string
  /** The dictionary last taken in by codes, and the codes here of its texts as far as they have appeared; -1: not yet. */
  #foreign: readonly string[] = []
  #translated = new Int32Array(0)

  /**
   * @param rows how many values will come, exactly.
   * @param format exact text of a number already taken in, for the way over to text; as names of values by default.
   */
  constructor(name: string, type: ColumnType, rows: number, format = (value: number): string => valueOfType(type, value)) {
    this.name = name
    this.type = type
    this.rows = rows
    this.#format = format
    const isText = type === 'string' || type === 'binary'
    this.#values = isText ? null : new Float64Array(rows)
    this.#codes = isText ? new Int32Array(rows) : null
  }

  get length(): number {
    return this.#length
  }

  addNumber(value: number): void {
    if (this.#values) this.#values[this.#length++] = value
    else this.addText(Number.isNaN(value) ? null : this.#format(value))
  }

  /** Takes in consecutive numbers, NaN missing. */
  addNumbers(values: Float64Array): void {
    if (!this.#values) for (const value of values) this.addNumber(value)
    else if (this.#length + values.length > this.rows) throw new RangeError(`${this.name} has more than ${this.rows} values`)
    else {
      this.#values.set(values, this.#length)
      this.#length += values.length
    }
  }

  addText(value: string | null): void {
    const codes = this.#codes ?? this.#goOver()
    codes[this.#length++] = value === null ? -1 : this.#codeOf(value)
  }

  /** Takes in consecutive texts as codes into a dictionary, -1 missing; quickest where one dictionary comes several times in a row. */
  addCodes(codes: Int32Array, dictionary: readonly string[]): void {
    const own = this.#codes ?? this.#goOver()
    if (dictionary !== this.#foreign || this.#translated.length < dictionary.length) {
      this.#foreign = dictionary
      this.#translated = new Int32Array(dictionary.length).fill(-1)
    }
    const translated = this.#translated
    let at = this.#length
    for (const code of codes) {
      if (code >= 0 && translated[code] < 0) translated[code] = this.#codeOf(dictionary[code])
      own[at++] = code < 0 ? -1 : translated[code]
    }
    this.#length = at
  }

  #codeOf(value: string): number {
    let code = this.#known.get(value)
    if (code === undefined) {
      code = this.#dictionary.length
      this.#known.set(value, code)
      this.#dictionary.push(value)
    }
    return code
  }

  #goOver(): Int32Array {
    const held = this.#values?.subarray(0, this.#length) ?? []
    const codes = new Int32Array(this.rows)
    this.#codes = codes
    this.#values = null
    this.#length = 0
    for (const value of held) this.addNumber(value)
    return codes
  }

  /** The column, once all rows have come. Throws when they have not. */
  finish(): Column {
    if (this.#length !== this.rows) throw new RangeError(`${this.name} has ${this.#length} of ${this.rows} values`)
    const { name, type } = this
    if (this.#values) return { kind: 'numeric', name, type, values: this.#values }
    return { kind: 'string', name, type, codes: this.#codes ?? new Int32Array(0), dictionary: this.#dictionary }
  }
}
