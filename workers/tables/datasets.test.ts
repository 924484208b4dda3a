import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingOf, rowsOf } from '#server/kernel/table/column.ts'
import { fullReferenceData } from '../../testing/reference-data.ts'
import { inspectTable } from './inspect-table.ts'
import { readTable } from './read-table.ts'

interface Window {
  path: string
  format: 'csv' | 'parquet'
  rows: number
  missing?: Record<string, number>
}
interface Case {
  snapshots: Record<string, Window | Window[]>
}
interface Dataset {
  format: 'csv' | 'parquet'
  columns: { name: string; type: string }[]
  splits: Record<string, { file: string; rows: number }>
}

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

describe.skipIf(!fullReferenceData)('data sets of the reference corpus', () => {
  const root = fullReferenceData ?? ''
  const sets = fullReferenceData ? readdirSync(join(root, 'datasets')) : []

  it.each(sets)('%s is read in full: rows and types', async (set) => {
    const dataset = read<Dataset>(join(root, 'datasets', set, 'dataset.json'))
    const types = new Map(dataset.columns.map(({ name, type }) => [name, type]))
    for (const { file, rows } of Object.values(dataset.splits)) {
      const path = join(root, 'datasets', set, file)
      const format = file.endsWith('.csv') ? 'csv' : 'parquet'
      const found = await inspectTable(path, format)
      const table = await readTable(path, format)
      expect([found.rows, table.rows, ...new Set(table.columns.map(rowsOf))]).toEqual([rows, rows, rows])
      expect(table.columns.map(missingOf)).toEqual(found.columns.map(({ missing }) => missing))
      for (const { name, type } of found.columns) expect([name, allowed(types.get(name))]).toEqual([name, expect.arrayContaining([type])])
    }
  })

  const cases = fullReferenceData ? readdirSync(join(root, 'cases')).filter((file) => file.endsWith('.json')) : []
  it.each(cases)('%s: missing values of every column', async (file) => {
    for (const { path, format, rows, missing } of Object.values(read<Case>(join(root, 'cases', file)).snapshots).flat()) {
      const found = await inspectTable(join(root, 'cases', path), format)
      expect(found.rows).toBe(rows)
      if (missing) expect(Object.fromEntries(found.columns.map((column) => [column.name, column.missing]))).toEqual(missing)
    }
  })
})

/** A column that is declared a number may hold whole numbers only in one file. */
const allowed = (declared: string | undefined): string[] => (declared === 'number' ? ['number', 'integer'] : [declared ?? 'undeclared'])
