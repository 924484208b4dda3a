import { isUtf8 } from 'node:buffer'
import { MAX_CELL_BYTES, MAX_COLUMNS, MAX_RECORD_BYTES } from '../limits.ts'
import { TableRefusal } from '../refusal.ts'

const QUOTE = 34
const LF = 10
const CR = 13

/** One record of a CSV text, valid during the visit: cell i is bytes [starts[i], ends[i]), quotes removed. */
export interface CsvRecord {
  bytes: Uint8Array
  starts: Int32Array
  ends: Int32Array
  count: number
  /** Line of the file, from 1, on which the record begins. */
  line: number
  /** Nothing at all between two line ends. */
  blank: boolean
}

const QUOTING = 'Enclose cells with quotes, commas or line breaks in double quotes, and double each quote inside.'

/**
 * Splits CSV text (RFC 4180, any one-byte delimiter, LF or CRLF) into records, strictly: quotes only around whole cells, no bare
 * carriage return, no NUL, nothing but UTF-8. Chunks may end anywhere, inside a character too. Every refusal names the line.
 */
export class RecordScanner {
  readonly #delimiter: number
  readonly #visit: (record: CsvRecord) => void
  readonly #record: CsvRecord
  readonly #escaped = new Uint8Array(MAX_COLUMNS + 1)
  #pending: Uint8Array = new Uint8Array(0)
  /** Bytes of #pending that were checked and hold no complete record yet. */
  #checked = 0
  #line = 1

  constructor(delimiter: number, visit: (record: CsvRecord) => void) {
    this.#delimiter = delimiter
    this.#visit = visit
    const cells = MAX_COLUMNS + 1
    this.#record = { bytes: this.#pending, starts: new Int32Array(cells), ends: new Int32Array(cells), count: 0, line: 1, blank: false }
  }

  /** Takes in the next chunk and visits the records that it completes. */
  push(chunk: Uint8Array): void {
    this.#append(chunk)
    const end = this.#pending.lastIndexOf(LF) + 1
    if (end > this.#checked) this.#scan(end, false)
    if (this.#pending.length > MAX_RECORD_BYTES) this.#refuseLongRecord()
  }

  /** Takes in the end of the text: the last record needs no line end. */
  finish(): void {
    if (this.#pending.length > 0) this.#scan(this.#pending.length, true)
  }

  #append(chunk: Uint8Array): void {
    if (this.#pending.length === 0) {
      this.#pending = chunk
      return
    }
    const joined = new Uint8Array(this.#pending.length + chunk.length)
    joined.set(this.#pending)
    joined.set(chunk, this.#pending.length)
    this.#pending = joined
  }

  #scan(end: number, last: boolean): void {
    this.#check(this.#checked, end)
    let at = 0
    while (at < end) {
      const next = this.#readRecord(at, end, last)
      if (next < 0) break
      at = next
    }
    this.#pending = this.#pending.subarray(at)
    this.#checked = end - at
  }

  /** Refuses NUL and bytes that are not UTF-8 in [from, end), which ends after a line end or with the text. */
  #check(from: number, end: number): void {
    const part = this.#pending.subarray(from, end)
    const nul = part.indexOf(0)
    if (nul >= 0) {
      throw new TableRefusal('invalid-character', `Line ${this.#lineAt(from + nul)} holds a NUL character.`, 'Remove NUL characters from the table.')
    }
    if (isUtf8(part)) return
    let start = from
    while (start < end) {
      const lf = this.#pending.indexOf(LF, start)
      const stop = lf < 0 || lf >= end ? end : lf + 1
      if (!isUtf8(this.#pending.subarray(start, stop))) break
      start = stop
    }
    const detail = `Line ${this.#lineAt(start)} holds bytes that are not UTF-8: perhaps Latin-1 or Windows-1252.`
    throw new TableRefusal('encoding', detail, 'Save the file as CSV UTF-8.')
  }

  #lineAt(offset: number): number {
    let line = this.#line
    for (let i = 0; i < offset; i++) if (this.#pending[i] === LF) line++
    return line
  }

  /** Reads the record at `start`; returns where the next begins, or -1 when its end has not come yet. */
  #readRecord(start: number, end: number, last: boolean): number {
    const bytes = this.#pending
    const { starts, ends } = this.#record
    const delimiter = this.#delimiter
    let line = this.#line
    let cell = 0
    let escapes = 0
    let quoted = false
    let at = start
    for (;;) {
      if (cell > MAX_COLUMNS) this.#refuseColumns(line)
      this.#escaped[cell] = 0
      if (at < end && bytes[at] === QUOTE) {
        quoted = true
        const opened = line
        let from = at + 1
        starts[cell] = from
        for (;;) {
          const close = bytes.indexOf(QUOTE, from)
          if (close < 0 || close >= end) {
            if (last) throw new TableRefusal('quoting', `A quote opened in line ${opened} is never closed.`, QUOTING)
            return -1
          }
          for (let i = from; i < close; i++) if (bytes[i] === LF) line++
          if (close + 1 < end && bytes[close + 1] === QUOTE) {
            this.#escaped[cell] = 1
            escapes++
            from = close + 2
            continue
          }
          ends[cell] = close
          at = close + 1
          break
        }
        if (at < end && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) {
          throw new TableRefusal('quoting', `In line ${line}, text follows a closing quote.`, QUOTING)
        }
      } else {
        starts[cell] = at
        while (at < end) {
          const byte = bytes[at]
          if (byte === delimiter || byte === LF || byte === CR) break
          if (byte === QUOTE) throw new TableRefusal('quoting', `In line ${line}, a quote stands inside a cell without quotes.`, QUOTING)
          at++
        }
        ends[cell] = at
      }
      cell++
      if (at < end && bytes[at] === delimiter) {
        at++
        continue
      }
      if (at >= end) {
        if (!last) return -1
      } else if (bytes[at] === CR) {
        if (at + 1 >= end && !last) return -1
        if (bytes[at + 1] !== LF) {
          throw new TableRefusal('line-ends', `Line ${line} ends with, or holds, a carriage return alone.`, 'End lines with LF or CRLF.')
        }
        at += 2
      } else at++
      break
    }
    if (escapes > 0) this.#unescape(cell)
    this.#emit(cell, cell === 1 && !quoted && starts[0] === ends[0])
    this.#line = line + 1
    return at
  }

  #emit(count: number, blank: boolean): void {
    const record = this.#record
    for (let i = 0; i < count; i++) {
      if (record.ends[i] - record.starts[i] > MAX_CELL_BYTES) {
        const detail = `Cell ${i + 1} of line ${this.#line} has more than ${MAX_CELL_BYTES / 1024 ** 2} MB.`
        throw new TableRefusal('resource-limit', detail, 'Keep documents outside the table and refer to them.')
      }
    }
    record.bytes = this.#pending
    record.count = count
    record.line = this.#line
    record.blank = blank
    this.#visit(record)
  }

  /** Makes one quote of each doubled one, in place: the record is complete and not read again. */
  #unescape(count: number): void {
    const { starts, ends } = this.#record
    const bytes = this.#pending
    for (let cell = 0; cell < count; cell++) {
      if (this.#escaped[cell] === 0) continue
      let write = starts[cell]
      for (let read = write; read < ends[cell]; read++) {
        bytes[write++] = bytes[read]
        if (bytes[read] === QUOTE) read++
      }
      ends[cell] = write
    }
  }

  #refuseColumns(line: number): never {
    const detail = `Line ${line} has more than ${MAX_COLUMNS} cells.`
    throw new TableRefusal('resource-limit', detail, 'Send the columns that the model and its checks read.')
  }

  #refuseLongRecord(): never {
    const size = `${MAX_RECORD_BYTES / 1024 ** 2} MB`
    throw new TableRefusal('resource-limit', `The record that begins in line ${this.#line} is larger than ${size}.`, `Is a quote open there? ${QUOTING}`)
  }
}
