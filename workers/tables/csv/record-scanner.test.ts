import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TableRefusal } from '../refusal.ts'
import { delimiterOf } from './dialect.ts'
import { RecordScanner } from './record-scanner.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

interface Read {
  records: string[][]
  lines: number[]
  refusal: string | null
}

/** Scans text in the given pieces (lengths in bytes, the rest last). */
function scan(text: string | Uint8Array, pieces: readonly number[] = [], delimiter = ','): Read {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text
  const read: Read = { records: [], lines: [], refusal: null }
  const scanner = new RecordScanner(delimiter.charCodeAt(0), (record) => {
    read.records.push(Array.from({ length: record.count }, (_, i) => decoder.decode(record.bytes.subarray(record.starts[i], record.ends[i]))))
    read.lines.push(record.line)
  })
  try {
    let at = 0
    for (const size of pieces) scanner.push(bytes.slice(at, (at += size)))
    scanner.push(bytes.slice(at))
    scanner.finish()
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error
    read.refusal = `${error.code}: ${error.detail}`
  }
  return read
}

const quote = (cell: string, always: boolean, delimiter: string): string =>
  always || cell === '' || /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell

const tricky = 'id,"a ""b"", c"\r\n1,"line\none ü"\n"2",\u{1f600}\n\n"","3"'

describe('CSV records', () => {
  it('are split as RFC 4180 says, with the line that each begins on', () => {
    const read = scan(tricky)
    expect(read).toEqual({ records: [['id', 'a "b", c'], ['1', 'line\none ü'], ['2', '\u{1f600}'], [''], ['', '3']], lines: [1, 2, 4, 5, 6], refusal: null })
  })

  it('are the same wherever chunks end', () => {
    const whole = scan(tricky)
    const bytes = encoder.encode(tricky).length
    for (let at = 0; at <= bytes; at++) expect(scan(tricky, [at])).toEqual(whole)
    expect(scan(tricky, new Array<number>(bytes).fill(1))).toEqual(whole)
  })

  it('come back as they were written, in any delimiter, line end, quoting and chunks', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', ' ', '\t', 'ß', '\u{1f600}'), maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 5 }).map((text) => text.replace(/[\0\r]/g, '')),
    )
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }))
    const style = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|'), end: fc.constantFrom('\n', '\r\n'), always: fc.boolean(), last: fc.boolean() })
    fc.assert(
      fc.property(table, style, fc.array(fc.nat({ max: 9 }), { maxLength: 8 }), (rows, { delimiter, end, always, last }, pieces) => {
        const text = rows.map((row) => row.map((one) => quote(one, always, delimiter)).join(delimiter)).join(end) + (last ? end : '')
        expect(scan(text, pieces, delimiter)).toMatchObject({ records: rows, refusal: null })
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['a,b\n1,"x"y\n', 'quoting: In line 2, text follows a closing quote.'],
    ['a,b\n1,x"y\n', 'quoting: In line 2, a quote stands inside a cell without quotes.'],
    ['a\n"1\n\n2', 'quoting: A quote opened in line 2 is never closed.'],
    ['a\n1\r2\n', 'line-ends: Line 2 ends with, or holds, a carriage return alone.'],
    ['a\r1\r2\r', 'line-ends: Line 1 ends with, or holds, a carriage return alone.'],
    ['a\n\0\n', 'invalid-character: Line 2 holds a NUL character.'],
  ])('%j is refused', (text, refusal) => {
    const bytes = encoder.encode(text)
    for (let at = 0; at <= bytes.length; at++) expect(scan(text, [at]).refusal).toBe(refusal)
  })

  it('must be UTF-8 to the last byte', () => {
    const cut = encoder.encode('a\nü').slice(0, -1)
    expect(scan(cut).refusal).toMatch(/^encoding: Line 2/)
    expect(scan(Uint8Array.of(97, 10, 98, 10, 0xe4, 10)).refusal).toMatch(/^encoding: Line 3/)
    expect(scan(Uint8Array.of(97, 10, 0xed, 0xa0, 0x80, 10)).refusal).toMatch(/^encoding: Line 2/)
  })

  it('have a size, open quotes included', () => {
    const megabyte = 'x'.repeat(1024 ** 2)
    expect(scan(`a\n${megabyte}\n`).refusal).toBeNull()
    expect(scan(`a\n${megabyte}x\n`).refusal).toMatch(/^resource-limit: Cell 1 of line 2/)
    expect(scan(`a\n1\n"${`${megabyte}\n`.repeat(9)}`, new Array<number>(30).fill(300_000)).refusal).toMatch(
      /^resource-limit: The record that begins in line 3/,
    )
    expect(scan('a,'.repeat(5000)).refusal).toMatch(/^resource-limit: Line 1/)
  })
})

describe('the delimiter', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2\n', ';'],
    ['a\tb\n1;2\t3\n', '\t'],
    ['a|b|c\n1|2|3\n', '|'],
    ['"a,b";c\n1;2\n', ';'],
    ['city, country;size\n1;2\n3;4\n', ';'],
    ['name\nx\n', ','],
    ['', ','],
  ])('of %j is %j', (text, delimiter) => expect(String.fromCharCode(delimiterOf(encoder.encode(text), true))).toBe(delimiter))
})
