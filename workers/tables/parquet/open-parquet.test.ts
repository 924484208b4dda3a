import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { ColumnSource, SchemaElement } from 'hyparquet-writer'
import { afterAll, describe, expect, it } from 'vitest'
import { valueText } from '#server/kernel/table/column.ts'
import { inspectTable } from '../inspect-table.ts'
import { readTable } from '../read-table.ts'
import { TableRefusal } from '../refusal.ts'
import { checkPages } from './pages.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-parquet-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
let files = 0
function file(bytes: ArrayBuffer | Uint8Array): string {
  const path = join(scratch, `${files++}.parquet`)
  writeFileSync(path, bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))
  return path
}

async function textsOf(bytes: ArrayBuffer): Promise<Record<string, (string | null)[]>> {
  const { rows, columns } = await readTable(file(bytes), 'parquet')
  return Object.fromEntries(columns.map((column) => [column.name, Array.from({ length: rows }, (_, row) => valueText(column, row))]))
}
const typesOf = async (bytes: ArrayBuffer) => (await inspectTable(file(bytes), 'parquet')).columns.map(({ type, missing }) => `${type} ${missing}`)

const optional = (name: string, element: Partial<SchemaElement>): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...element })
const withSchema = (columns: [SchemaElement, unknown[]][], rowGroupSize?: number): ArrayBuffer =>
  parquetWriteBuffer({
    columnData: columns.map(([{ name }, data]) => ({ name, data })),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(([element]) => element)],
    rowGroupSize,
  })

const CODECS: Pick<Parameters<typeof parquetWriteBuffer>[0], 'codec' | 'compressors'>[] = [
  { codec: 'UNCOMPRESSED' },
  { codec: 'SNAPPY' },
  { codec: 'GZIP', compressors: { GZIP: gzipSync } },
  { codec: 'ZSTD', compressors: { ZSTD: zstdCompressSync } },
  { codec: 'BROTLI', compressors: { BROTLI: brotliCompressSync } },
]

describe('a Parquet table', () => {
  it('comes back as it was written, in any codec, pages and row groups', async () => {
    const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 })
    const row = fc.record({
      i: nullable(fc.maxSafeInteger().map(BigInt)),
      n: nullable(fc.double({ noNaN: true })),
      s: nullable(fc.string({ unit: 'grapheme', maxLength: 12 })),
      b: nullable(fc.boolean()),
    })
    const layout = fc.record({ codec: fc.constantFrom(...CODECS), rowGroupSize: fc.integer({ min: 1, max: 50 }), pageSize: fc.constantFrom(16, 200, 1e6) })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), layout, async (rows, { codec, rowGroupSize, pageSize }) => {
        const columnData: ColumnSource[] = [
          { name: 'i', type: 'INT64', data: rows.map(({ i }) => i) },
          { name: 'n', type: 'DOUBLE', data: rows.map(({ n }) => n) },
          { name: 's', type: 'STRING', data: rows.map(({ s }) => s) },
          { name: 'b', type: 'BOOLEAN', data: rows.map(({ b }) => b) },
        ]
        const got = await textsOf(parquetWriteBuffer({ columnData, rowGroupSize, pageSize, ...codec }))
        const text = (value: unknown) => (value === null ? null : Object.is(value, -0) ? '0' : String(value))
        expect(got).toEqual({ i: rows.map(({ i }) => text(i)), n: rows.map(({ n }) => text(n)), s: rows.map(({ s }) => s), b: rows.map(({ b }) => text(b)) })
      }),
      { numRuns: 60 },
    )
  })

  it('has every supported type, exactly', async () => {
    const bytes = withSchema([
      [optional('day', { type: 'INT32', converted_type: 'DATE' }), [19_782, null, -1]],
      [optional('ms', { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }), [0n, null, -1n]],
      [optional('us', { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } }), [1_767_323_045_000_001n, null, -1000n]],
      [optional('t', { type: 'INT64', logical_type: { type: 'TIME', isAdjustedToUTC: true, unit: 'MICROS' } }), [3_723_000_000n, null, 86_399_999_999n]],
      [optional('u', { type: 'INT32', converted_type: 'UINT_32' }), [1, null, 2]],
      [optional('big', { type: 'INT64' }), [9_007_199_254_740_993n, null, -5n]],
      [optional('bin', { type: 'BYTE_ARRAY' }), [Uint8Array.of(0, 255), null, new Uint8Array(0)]],
    ])
    expect(await textsOf(bytes)).toEqual({
      day: ['2024-02-29', null, '1969-12-31'],
      ms: ['1970-01-01T00:00:00.000Z', null, '1969-12-31T23:59:59.999Z'],
      us: ['2026-01-02T03:04:05.000Z', null, '1969-12-31T23:59:59.999Z'],
      t: ['01:02:03', null, '23:59:59.999999'],
      u: ['1', null, '2'],
      big: ['9007199254740993', null, '-5'],
      bin: ['AP8=', null, ''],
    })
    expect(await typesOf(bytes)).toEqual(['date 1', 'timestamp 1', 'timestamp 1', 'string 1', 'integer 1', 'integer 1', 'binary 1'])
  })

  it('keeps integers exact when only a later page leaves the range of doubles', async () => {
    const data = [1n, null, 9_007_199_254_740_993n]
    expect(await textsOf(parquetWriteBuffer({ columnData: [{ name: 'v', type: 'INT64', data }], rowGroupSize: 1 }))).toEqual({
      v: ['1', null, '9007199254740993'],
    })
  })

  it('counts NaN as missing and infinity as a finding', async () => {
    const found = await inspectTable(file(parquetWriteBuffer({ columnData: [{ name: 'v', type: 'DOUBLE', data: [NaN, null, Infinity, 1] }] })), 'parquet')
    const codes = found.findings.map(({ code }) => code)
    expect(found.columns[0].missing).toBe(2)
    expect(codes).toEqual(['duplicate-rows', 'missing-values', 'infinite'])
  })

  it('calls a column without values empty', async () => {
    expect(await typesOf(parquetWriteBuffer({ columnData: [{ name: 'v', type: 'STRING', data: [null, null] }] }))).toEqual(['empty 2'])
  })

  it('is refused without rows, with names given twice, and with types that have no single value', async () => {
    const refused = (bytes: ArrayBuffer) => inspectTable(file(bytes), 'parquet')
    await expect(refused(parquetWriteBuffer({ columnData: [{ name: 'v', type: 'INT32', data: [] }] }))).rejects.toMatchObject({ code: 'no-rows' })
    const twice = withSchema([
      [optional('v', { type: 'INT32' }), [1]],
      [optional('v', { type: 'INT32' }), [2]],
    ])
    await expect(refused(twice)).rejects.toMatchObject({ code: 'header', detail: expect.stringContaining('“v”') })
  })

  it('is refused, never misread, when any byte of it is damaged', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => i)
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'i', type: 'INT32', data: rows },
          { name: 's', type: 'STRING', data: rows.map((i) => (i % 5 === 0 ? null : `text ${i % 3}`)) },
        ],
        codec: 'GZIP',
        compressors: { GZIP: gzipSync },
      }),
    )
    const ends = { read: 0, refused: 0 }
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice()
      damaged[at] ^= 0xff
      try {
        expect((await readTable(file(damaged), 'parquet')).rows).toBe(40)
        ends.read++
      } catch (error) {
        if (!(error instanceof TableRefusal)) throw error
        ends.refused++
      }
    }
    expect(ends.refused).toBeGreaterThan(bytes.length / 3)
  })

  it('is refused when cut anywhere', async () => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'v', type: 'STRING', data: ['a', 'b', null] }] }))
    for (let length = 0; length < bytes.length; length++) {
      await expect(readTable(file(bytes.slice(0, length)), 'parquet')).rejects.toMatchObject({ code: length === 0 ? 'empty' : 'malformed-parquet' })
    }
  })
})

/** A page header in Thrift's compact form: data page of `values`, stating an unpacked and a packed size. */
function pageHeader(values: number, unpacked: number, packed: number): Uint8Array {
  const varint = (value: number): number[] => {
    const bytes: number[] = []
    let rest = value < 0 ? BigInt(-value) * 2n - 1n : BigInt(value) * 2n
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
    return [...bytes, Number(rest)]
  }
  return Uint8Array.from([
    0x15,
    ...varint(0),
    0x15,
    ...varint(unpacked),
    0x15,
    ...varint(packed),
    0x2c,
    0x15,
    ...varint(values),
    0x15,
    0,
    0x15,
    6,
    0x15,
    6,
    0,
    0,
  ])
}

describe('page headers', () => {
  const check = (header: Uint8Array, rows: number, packed: number) => {
    const chunk = new Uint8Array(header.length + packed)
    chunk.set(header)
    checkPages(chunk.buffer, rows, 'Column “v”')
  }
  it('are believed only as far as the chunk and the limits go', () => {
    expect(() => check(pageHeader(3, 100, 20), 3, 20)).not.toThrow()
    expect(() => check(pageHeader(3, 100, 21), 3, 20)).toThrow(/beyond its end/)
    expect(() => check(pageHeader(4, 100, 20), 3, 20)).toThrow(/more values than rows/)
    expect(() => check(pageHeader(2, 100, 20), 3, 20)).toThrow(/2 of 3/)
    expect(() => check(pageHeader(3, 2_000_000_000, 20), 3, 20)).toThrow(expect.objectContaining({ code: 'resource-limit' }))
    expect(() => check(pageHeader(3, -5, 20), 3, 20)).toThrow(TableRefusal)
  })
})
