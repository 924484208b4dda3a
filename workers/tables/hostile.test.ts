import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { valueText } from '#server/kernel/table/column.ts'
import { referenceData } from '../../testing/reference-data.ts'
import { inspectTable } from './inspect-table.ts'
import { readTable } from './read-table.ts'
import { TableRefusal } from './refusal.ts'

interface Expected {
  file: string
  expected: 'accepted' | 'rejected'
  reason?: string
  rows?: number
  types?: Record<string, string[]>
  values?: Record<string, string[]>
}

const folder = referenceData('hostile/tabular')
const scratch = mkdtempSync(join(tmpdir(), 'countersign-hostile-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: Expected[] }

/** Decided otherwise than the corpus proposes, which it allows where memory stays bounded. */
const READ_NEVERTHELESS = new Set(['dictionary_bomb.parquet'])
/** What each refusal must say beside its reason. */
const SAYS: Record<string, RegExp> = {
  'ragged_short.csv': /Line 3 has 2 cells/,
  'duplicate_header.csv': /amount/,
  'quote_never_closed.csv': /line 2/,
  'latin1.csv': /Line 2/,
  'nul_bytes.csv': /Line 2/,
  'cell_5mb.csv': /line 2/,
  'nested_types.parquet': /“l”.*“s”/,
}
/** What reading must remark on. */
const REMARKS: Record<string, [code: string, detail: RegExp][]> = {
  'mixed_types.csv': [['mixed-types', /first in row 50/]],
  'nan_inf_spellings.csv': [
    ['infinite', /4 values/],
    ['missing-words', /8 cells/],
  ],
  'dates_several_formats.csv': [['date-format', /3 dates/]],
  'decimal_comma.csv': [['number-format', /3 numbers/]],
  'utf16le_bom.csv': [['encoding', /UTF-16LE/]],
}

function pathOf(file: string): string {
  const path = join(folder, file)
  if (existsSync(path)) return path
  if (file !== 'cell_5mb.csv') throw new Error(`${file} is not in ${folder}`)
  const made = join(scratch, file)
  writeFileSync(made, `id,t\n1,${'x'.repeat(5_000_000)}\n`)
  return made
}

const formatOf = (file: string) => (file.endsWith('.parquet') ? 'parquet' : 'csv')

async function refusalOf(read: Promise<unknown>): Promise<TableRefusal> {
  const error = await read.then(
    () => new Error('was read'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof TableRefusal)) throw error
  return error
}

describe('hostile tables', () => {
  const refused = manifest.files.filter(({ file, expected }) => expected === 'rejected' && !READ_NEVERTHELESS.has(file))
  const read = manifest.files.filter(({ file, expected }) => expected === 'accepted' || READ_NEVERTHELESS.has(file))

  it('are all in the corpus', () => {
    expect(refused.length).toBe(16)
    expect(read.length).toBe(21)
  })

  it.each(refused)('$file is refused as $reason, with words', async ({ file, reason }) => {
    const refusal = await refusalOf(inspectTable(pathOf(file), formatOf(file)))
    expect(refusal.code).toBe(reason)
    if (SAYS[file]) expect(refusal.detail).toMatch(SAYS[file])
    for (const words of [refusal.title, refusal.detail, refusal.fix]) expect(words.length).toBeGreaterThan(8)
    expect(refusal.detail).not.toContain(scratch)
    expect((await refusalOf(readTable(pathOf(file), formatOf(file)))).code).toBe(reason)
  })

  it.each(read)('$file is read: rows, types, exact values', async ({ file, rows, types, values }) => {
    const inspection = await inspectTable(pathOf(file), formatOf(file))
    if (rows !== undefined) expect(inspection.rows).toBe(rows)
    const table = await readTable(pathOf(file), formatOf(file))
    expect(table.rows).toBe(inspection.rows)
    for (const [name, allowed] of Object.entries(types ?? {})) {
      expect(allowed).toContain(inspection.columns.find((column) => column.name === name)?.type)
    }
    if (types) expect(inspection.columns.map(({ name }) => name)).toEqual(Object.keys(types))
    for (const [name, wanted] of Object.entries(values ?? {})) {
      const column = table.columns.find((held) => held.name === name)
      expect(column && wanted.map((_, row) => valueText(column, row))).toEqual(wanted)
    }
    for (const [code, detail] of REMARKS[file] ?? []) {
      expect(inspection.findings.find((finding) => finding.code === code)?.detail).toMatch(detail)
    }
  })
})
