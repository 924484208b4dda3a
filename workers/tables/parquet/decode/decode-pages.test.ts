import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { ColumnSource, SchemaElement } from 'hyparquet-writer'
import { afterAll, describe, expect, it } from 'vitest'
import type { Column } from '#server/kernel/table/column.ts'
import { ColumnBuilder } from '#server/kernel/table/column-builder.ts'
import { addCells } from '../../add-cells.ts'
import { referenceData } from '../../../../testing/reference-data.ts'
import { readFooter, withFile } from '../footer.ts'
import { textOfNumber } from '../leaf.ts'
import { readChunk } from '../read-chunk.ts'
import { leavesOf } from '../schema.ts'
import { decodePages } from './decode-pages.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-decode-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Every column of a file, its first `most` pages of a chunk decoded here and the rest by the library; and rows decoded here. */
async function columnsOf(path: string, most: number): Promise<{ columns: Column[]; decoded: number }> {
  let decoded = 0
  const columns = await withFile(path, async (file, size) => {
    const metadata = await readFooter(file, size)
    const built: Column[] = []
    for (const [column, leaf] of leavesOf(metadata).entries()) {
      const builder = new ColumnBuilder(leaf.name, leaf.type, Number(metadata.num_rows), textOfNumber(leaf))
      for (let group = 0; group < metadata.row_groups.length; group++) {
        await readChunk(
          file,
          { metadata, group, column, leaf },
          (cells) => addCells(builder, cells),
          (pages, ...rest) => {
            const rows = decodePages(pages.slice(0, most), ...rest)
            decoded += rows
            return rows
          },
        )
      }
      built.push(builder.finish())
    }
    return built
  })
  return { columns, decoded }
}

let files = 0
function file(bytes: ArrayBuffer): string {
  const path = join(scratch, `${files++}.parquet`)
  writeFileSync(path, new Uint8Array(bytes))
  return path
}

/** A column with what differs in its values, compared value by value: quick on millions of rows. */
function differences(own: Column, library: Column) {
  const { values, codes, ...rest } = { values: null, codes: null, ...own }
  const other = { values: null, codes: null, ...library }
  const differs = (a: Float64Array | Int32Array | null, b: Float64Array | Int32Array | null) => a?.findIndex((value, i) => !Object.is(value, b?.[i])) ?? -1
  return { ...rest, values: differs(values, other.values), codes: differs(codes, other.codes) }
}
const nothingDiffers = (library: Column) => ({ ...library, values: -1, codes: -1 })

/** Both ways to read a file, and any mixture of them, give equal columns; how many rows were decoded here. */
async function expectSame(path: string): Promise<number> {
  const library = await columnsOf(path, 0)
  expect(library.decoded).toBe(0)
  const same = ({ columns }: { columns: Column[] }) =>
    expect(columns.map((column, i) => differences(column, library.columns[i]))).toEqual(library.columns.map(nothingDiffers))
  same(await columnsOf(path, 2))
  const own = await columnsOf(path, Infinity)
  same(own)
  return own.decoded
}

const CODECS: Pick<Parameters<typeof parquetWriteBuffer>[0], 'codec' | 'compressors'>[] = [
  { codec: 'UNCOMPRESSED' },
  { codec: 'SNAPPY' },
  { codec: 'GZIP', compressors: { GZIP: gzipSync } },
  { codec: 'BROTLI', compressors: { BROTLI: brotliCompressSync } },
  { codec: 'ZSTD', compressors: { ZSTD: zstdCompressSync } },
]

type Values = fc.Arbitrary<unknown>
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const small64 = fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n })
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const NUMERIC = ['PLAIN', 'BYTE_STREAM_SPLIT'] as const
const WHOLE = ['PLAIN', 'BYTE_STREAM_SPLIT', 'DELTA_BINARY_PACKED'] as const
const TEXT = ['PLAIN', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'] as const

/** What a column may hold, and in which encodings beside a dictionary. */
const KINDS: { element: Partial<SchemaElement>; values: Values; encodings: readonly NonNullable<ColumnSource['encoding']>[] }[] = [
  { element: { type: 'DOUBLE' }, values: fc.double(), encodings: NUMERIC },
  { element: { type: 'FLOAT' }, values: fc.float(), encodings: NUMERIC },
  { element: { type: 'INT32' }, values: int32, encodings: WHOLE },
  { element: { type: 'INT32', converted_type: 'UINT_32' }, values: fc.integer({ min: 0, max: 2 ** 31 - 1 }), encodings: ['PLAIN'] },
  { element: { type: 'INT64' }, values: small64, encodings: WHOLE },
  { element: { type: 'INT64' }, values: int64, encodings: WHOLE },
  { element: { type: 'INT64', converted_type: 'UINT_64' }, values: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), encodings: ['PLAIN'] },
  { element: { type: 'INT32', converted_type: 'DATE' }, values: int32, encodings: WHOLE },
  { element: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }, values: int64, encodings: WHOLE },
  { element: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }, values: int64, encodings: WHOLE },
  { element: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } }, values: int64, encodings: WHOLE },
  {
    element: { type: 'INT32', converted_type: 'DECIMAL', scale: 2, precision: 9 },
    values: fc.integer({ min: -20_000_000, max: 20_000_000 }),
    encodings: ['PLAIN'],
  },
  { element: { type: 'BOOLEAN' }, values: fc.boolean(), encodings: ['PLAIN', 'RLE'] },
  { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, values: fc.string({ unit: 'grapheme', maxLength: 6 }), encodings: TEXT },
  { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, values: fc.constantFrom('', 'a', 'b', 'ü'), encodings: TEXT },
  { element: { type: 'BYTE_ARRAY' }, values: fc.uint8Array({ maxLength: 4 }), encodings: ['PLAIN'] },
]

const column = fc.constantFrom(...KINDS).chain(({ element, values, encodings }) =>
  fc.record({
    element: fc.constant(element),
    encoding: fc.option(fc.constantFrom(...encodings), { nil: undefined }),
    required: fc.boolean(),
    values: fc.array(values, { minLength: 1, maxLength: 6 }),
    missing: fc.constantFrom(0, 0.1, 0.7, 1),
  }),
)

describe('pages decoded into typed arrays', () => {
  it('are what the library reads, in any type, encoding, codec, pages, row groups and share of missing values', async () => {
    const layout = fc.record({
      codec: fc.constantFrom(...CODECS),
      rows: fc.integer({ min: 1, max: 400 }),
      rowGroupSize: fc.constantFrom(7, 100, 1000),
      pageSize: fc.constantFrom(16, 200, 1e6),
      seed: fc.integer(),
    })
    let decoded = 0
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 4 }), layout, async (columns, { codec, rows, seed, ...sizes }) => {
        const pick = (i: number, n: number) => Math.abs(Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(seed, i | 1)) % n
        const schema = columns.map(({ element, required }, c): SchemaElement => ({
          name: `c${c}`,
          repetition_type: required ? 'REQUIRED' : 'OPTIONAL',
          ...element,
        }))
        const columnData = columns.map(({ encoding, required, values, missing }, c): ColumnSource => ({
          name: `c${c}`,
          encoding,
          data: Array.from({ length: rows }, (_, i) => (!required && pick(i * 31 + c, 1000) < missing * 1000 ? null : values[pick(i + c, values.length)])),
        }))
        const bytes = parquetWriteBuffer({ columnData, schema: [{ name: 'root', num_children: columns.length }, ...schema], ...sizes, ...codec })
        decoded += await expectSame(file(bytes))
      }),
      { numRuns: 200 },
    )
    expect(decoded).toBeGreaterThan(20_000)
  })

  const folder = referenceData('hostile/tabular')
  it.each(
    readdirSync(folder)
      .filter((name) => name.startsWith('valid') || name.startsWith('types'))
      .filter((name) => name.endsWith('.parquet')),
  )('%s of the corpus is read the same either way', async (name) => {
    expect(await expectSame(join(folder, name))).toBeGreaterThan(0)
  })
})
