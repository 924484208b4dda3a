import { parseDate, parseTimestamp } from '#server/kernel/table/calendar.ts'
import { trimEnd, trimStart } from '#server/kernel/table/cell-class.ts'
import type { ColumnType } from '#server/kernel/table/column.ts'
import { parseNumber } from '#server/kernel/table/parse-number.ts'
import type { TableSink } from '../table-source.ts'
import type { CsvRecord } from './record-scanner.ts'

const BLOCK_ROWS = 4096

/** `exact`: integers of which some lie beyond 2^53, as text. */
export type CellType = ColumnType | 'exact'

/** The number that a cell stands for under a type that is not text: NaN when it is missing. */
function numberIn(type: CellType, bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return NaN
  switch (type) {
    case 'integer':
    case 'number':
      return parseNumber(bytes, start, end)
    case 'boolean':
      return (bytes[start] | 32) === 116 ? 1 : end - start === 5 && (bytes[start] | 32) === 102 ? 0 : NaN
    case 'date':
      return parseDate(bytes, start, end)
    case 'timestamp':
      return end - start === 10 ? parseDate(bytes, start, end) : parseTimestamp(bytes, start, end)
    default:
      return NaN
  }
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** Text of a whole number of any length; null when the cell is missing (it ends with a letter then). */
function exactIn(bytes: Uint8Array, start: number, end: number): string | null {
  if (start === end || !isDigit(bytes[end - 1])) return null
  return String.fromCharCode(...bytes.subarray(bytes[start] === 43 ? start + 1 : start, end))
}

/** Turns the cells of records into values of known types and hands them on in blocks. */
export class CellReader {
  readonly #wanted: readonly { index: number; type: CellType }[]
  readonly #sink: TableSink
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  readonly #numbers: (Float64Array | null)[]
  readonly #texts: (string | null)[][]
  #rows = 0

  constructor(wanted: readonly { index: number; type: CellType }[], sink: TableSink) {
    this.#wanted = wanted
    this.#sink = sink
    const isText = (type: CellType) => type === 'string' || type === 'exact'
    this.#numbers = wanted.map(({ type }) => (isText(type) ? null : new Float64Array(BLOCK_ROWS)))
    this.#texts = wanted.map(({ type }) => (isText(type) ? new Array<string | null>(BLOCK_ROWS).fill(null) : []))
  }

  add({ bytes, starts, ends }: CsvRecord): void {
    const row = this.#rows
    for (let i = 0; i < this.#wanted.length; i++) {
      const { index, type } = this.#wanted[i]
      const start = starts[index]
      const end = ends[index]
      const from = trimStart(bytes, start, end)
      const to = trimEnd(bytes, from, end)
      const numbers = this.#numbers[i]
      if (numbers) numbers[row] = numberIn(type, bytes, from, to)
      else if (from === to) this.#texts[i][row] = null
      else this.#texts[i][row] = type === 'exact' ? exactIn(bytes, from, to) : this.#text(bytes, start, end)
    }
    if (++this.#rows === BLOCK_ROWS) this.flush()
  }

  #text(bytes: Uint8Array, start: number, end: number): string {
    if (end - start > 24) return this.#decoder.decode(bytes.subarray(start, end))
    let text = ''
    for (let i = start; i < end; i++) {
      if (bytes[i] > 127) return this.#decoder.decode(bytes.subarray(start, end))
      text += String.fromCharCode(bytes[i])
    }
    return text
  }

  /** Hands on the rows of the last block, however few. */
  flush(): void {
    const rows = this.#rows
    if (rows === 0) return
    this.#sink.beginBlock(rows)
    for (let i = 0; i < this.#wanted.length; i++) {
      const numbers = this.#numbers[i]
      if (numbers) this.#sink.addCells(i, { kind: 'numbers', values: numbers.subarray(0, rows) })
      else this.#sink.addCells(i, { kind: 'texts', values: this.#texts[i].slice(0, rows) })
    }
    this.#rows = 0
  }
}
