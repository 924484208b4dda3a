import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { parquetWriteBuffer, parquetWriteFile } from 'hyparquet-writer'
import { afterAll, describe, expect, it } from 'vitest'
import type { Column } from '#server/kernel/table/column.ts'
import { valueText } from '#server/kernel/table/column.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import { referenceData } from '../../../testing/reference-data.ts'
import { readTable } from '../read-table.ts'
import type { ColumnTable } from './column-table.ts'
import { openColumnFile, openColumns } from './open-columns.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-columns-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
let files = 0
function written(bytes: Uint8Array | string, format: 'csv' | 'parquet'): string {
  const path = join(scratch, `${files++}.${format}`)
  writeFileSync(path, bytes)
  return path
}

const textsOf = (column: Column): (string | null)[] => {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length
  return Array.from({ length: rows }, (_, row) => valueText(column, row))
}

async function blocksOf(table: ColumnTable, names: string[]): Promise<(string | null)[][]> {
  const texts: (string | null)[][] = names.map(() => [])
  for await (const block of table.readBlocks(names)) block.forEach((column, i) => texts[i].push(...textsOf(column)))
  return texts
}

/** Columns one by one, from another opening too, and in blocks, are those of the table read whole. */
async function expectWhole(path: string, format: 'csv' | 'parquet'): Promise<void> {
  const whole = await readTable(path, format)
  const table = await openColumns(path, format, scratch)
  expect([table.rows, table.columns.map(({ name }) => name)]).toEqual([whole.rows, whole.columns.map(({ name }) => name)])
  const again = await openColumnFile(structuredClone(table.file))
  for (const column of whole.columns.toReversed()) {
    expect(await table.readColumn(column.name)).toEqual(column)
    expect(await again.readColumn(column.name)).toEqual(column)
  }
  const names = whole.columns.map(({ name }) => name)
  expect(await blocksOf(again, names)).toEqual(whole.columns.map(textsOf))
}

const cell = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
  fc.constantFrom('', 'true', '2026-01-02', 'NA', 'ü"x,\n'),
  fc.bigInt().map(String),
)
/** An empty cell is quoted: alone in its record it would be a blank line, which is none. */
const csvCell = (text: string) => (text === '' || /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

describe('a table read column by column', () => {
  it('is the one read whole: any CSV', async () => {
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 40 }))
    const property = fc.asyncProperty(table, async (rows) => {
      const header = rows[0].map((_, i) => `c${i}`)
      const lines = [header, ...rows.map((row) => row.map(csvCell))].map((row) => row.join(','))
      await expectWhole(written(`${lines.join('\n')}\n`, 'csv'), 'csv')
    })
    await expect(fc.assert(property, { numRuns: 40 })).resolves.toBeUndefined()
  })

  it('is the one read whole: CSV of more than one block, some of its columns only', async () => {
    const rows = 70_000
    const lines = Array.from({ length: rows }, (_, i) => `${i / 7},${i % 3 === 0 ? '' : `t${i % 50}`},${i}`)
    const path = written(['n,s,i', ...lines].join('\n'), 'csv')
    await expectWhole(path, 'csv')
    const part = await openColumns(path, 'csv', scratch, new Set(['i', 's', 'absent']))
    expect(part.columns.map(({ name }) => name)).toEqual(['s', 'i'])
    await expect(part.readColumn('n')).rejects.toMatchObject({ code: 'missing-column' })
    await expect(part.readBlocks(['s', 'n']).next()).rejects.toMatchObject({ code: 'missing-column' })
  })

  it('is the one read whole: Parquet of many row groups, with integers that leave the range of doubles in one of them', async () => {
    const rows = 1000
    const columnData = [
      { name: 'd', type: 'DOUBLE' as const, data: Array.from({ length: rows }, (_, i) => (i % 7 === 0 ? null : Math.sin(i))) },
      { name: 's', type: 'STRING' as const, data: Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? null : `t${(i * i) % 17}`)) },
      { name: 'big', type: 'INT64' as const, data: Array.from({ length: rows }, (_, i) => (i === 500 ? 2n ** 60n : BigInt(i))) },
    ]
    const path = written(new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 64 })), 'parquet')
    await expect(expectWhole(path, 'parquet')).resolves.toBeUndefined()
  })

  const folder = referenceData('hostile/tabular')
  it.each(readdirSync(folder).filter((name) => /^(valid|types|utf|semicolon|ints)/.test(name)))('%s of the corpus is the one read whole', async (name) => {
    await expectWhole(join(folder, name), name.endsWith('.parquet') ? 'parquet' : 'csv')
    expect(name).not.toBe('')
  })

  it('needs memory for a row group or a column, not for the table', async () => {
    const [rows, width] = [1_000_000, 24]
    const path = join(scratch, 'long.parquet')
    const values = Float64Array.from({ length: rows }, (_, i) => (i * 7919) % 1000)
    const columnData = Array.from({ length: width }, (_, i) => ({ name: `c${i}`, type: 'DOUBLE' as const, encoding: 'PLAIN' as const, data: values }))
    parquetWriteFile({ filename: path, columnData, rowGroupSize: 50_000, codec: 'UNCOMPRESSED', statistics: false })
    const child = new URL('../../../testing/memory/read-columns-child.ts', import.meta.url).pathname
    const outcome = await runChild<{ rows: number; sum: number; grown: number }>(child, { kind: 'parquet', path }, { milliseconds: 60_000, megabytes: 1000 })
    const whole = (rows * width * 8) / 1024 ** 2
    expect(outcome).toMatchObject({ end: 'answer', answer: { rows, sum: 2 * width * values.reduce((sum, value) => sum + value, 0) } })
    expect(outcome.end === 'answer' && outcome.answer.grown).toBeLessThan(whole * 0.6)
  }, 120_000)
})
