import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate, parseTimestamp } from './calendar.ts'
import { rowsOf, valueText } from './column.ts'
import { ColumnBuilder } from './column-builder.ts'
import { FingerprintSet, hashNumber, hashText } from './fingerprint-set.ts'
import { numbersOf } from './numbers-of.ts'
import { parseNumber } from './parse-number.ts'

const encoder = new TextEncoder()
const parsed = (text: string, parse: (bytes: Uint8Array, start: number, end: number) => number): number => {
  const bytes = encoder.encode(`9${text}9`)
  return parse(bytes, 1, bytes.length - 1)
}

describe('numbers in text', () => {
  it('are the doubles that JavaScript reads, bit for bit', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 25 })
    const decimal = fc.tuple(fc.constantFrom('', '+', '-'), digits, fc.constantFrom('', '.'), digits, fc.constantFrom('', 'e5', 'E-3', 'e+300'))
    const text = fc.oneof(
      decimal.map((parts) => parts.join('')),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    )
    fc.assert(
      fc.property(text, (number) => {
        const want = /\d/.test(number.split(/e/i)[0]) ? Number(number) : NaN
        expect(parsed(number, parseNumber)).toBe(want)
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['', '.', '+', '1,5', '0x1F', '1_000', '1e', '--1', '1 ', 'NaN'])('%j is none', (text) => expect(parsed(text, parseNumber)).toBeNaN())
})

describe('instants in text', () => {
  it('are those of the calendar', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        const text = date.toISOString()
        expect(parsed(text, parseTimestamp)).toBe(date.getTime())
        expect(parsed(text.slice(0, 10), parseDate)).toBe(Date.parse(text.slice(0, 10)))
        expect(parsed(text.replace('Z', '+05:30'), parseTimestamp)).toBe(date.getTime() - 330 * 60_000)
      }),
    )
    expect(parsed('2026-01-02T03:04:05.000250Z', parseTimestamp)).toBe(Date.parse('2026-01-02T03:04:05Z') + 0.25)
  })

  it.each(['2026-1-1', '2026-00-10', '2026-04-31', '1900-02-29', '20260101', '2026-01-01 '])('%j is no date', (text) =>
    expect(parsed(text, parseDate)).toBeNaN(),
  )
  it.each(['2026-01-01T1:00', '2026-01-01T10:60', '2026-01-01T10:00:60Z', '2026-01-01T10:00:00.Z', '2026-01-01T10:00+1', '2026-01-01x10:00'])(
    '%j is no instant',
    (text) => expect(parsed(text, parseTimestamp)).toBeNaN(),
  )
})

describe('a column under construction', () => {
  it('goes over to exact text when a number does not fit a double', () => {
    const builder = new ColumnBuilder('v', 'integer', 5)
    builder.addNumber(1)
    builder.addNumber(NaN)
    builder.addText('9007199254740993')
    builder.addText(null)
    builder.addNumber(-2)
    const column = builder.finish()
    expect([column.kind, column.type, rowsOf(column)]).toEqual(['string', 'integer', 5])
    expect(Array.from({ length: 5 }, (_, row) => valueText(column, row))).toEqual(['1', null, '9007199254740993', null, '-2'])
    expect([...(numbersOf(column) ?? [])]).toEqual([1, NaN, 9007199254740992, NaN, -2])
  })

  it('is complete or nothing', () => {
    const builder = new ColumnBuilder('v', 'number', 2)
    builder.addNumber(1)
    expect(() => builder.finish()).toThrow(/1 of 2/)
  })
})

describe('fingerprints', () => {
  it('count repeats as a set of the things themselves does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.double(), fc.string({ maxLength: 3 }), fc.constant(null)), { maxLength: 400 }),
        (things) => {
          const set = new FingerprintSet(1e6)
          const known = new Set<unknown>()
          let repeats = 0
          for (const thing of things) {
            const held = thing === 0 ? 0 : thing
            if (known.size === known.add(held).size) repeats++
            const hash = (seed: number) => (typeof thing === 'number' ? hashNumber(thing, seed) : hashText(thing, seed))
            set.add(hash(1), hash(2))
          }
          expect(set.repeats).toBe(repeats)
        },
      ),
    )
  })

  it('do not collide among a hundred thousand, whatever their order and growth', () => {
    const set = new FingerprintSet(1e6)
    for (let i = 0; i < 100_000; i++) set.add(hashText(`id-${i}`, 1), hashText(`id-${i}`, 2))
    for (let i = 0; i < 100_000; i++) set.add(hashNumber(i, 1), hashNumber(i, 2))
    expect([set.repeats, set.complete]).toEqual([0, true])
    for (let i = 0; i < 1000; i++) set.add(hashNumber(i, 1), hashNumber(i, 2))
    set.add(0, 0)
    set.add(0, 0)
    expect(set.repeats).toBe(1001)
  })

  it('say when there were too many', () => {
    const set = new FingerprintSet(10)
    for (let i = 1; i < 100; i++) set.add(i, i)
    expect(set.complete).toBe(false)
  })
})
