import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Column } from '#server/kernel/table/column.ts'
import type { ColumnTable } from '#workers/tables/columns/column-table.ts'
import { rowBatches } from './row-batches.ts'

const file = { snapshotId: 's', digest: 'd', path: '/nowhere', format: 'csv' as const }
const numeric = (values: number[]): Column => ({ kind: 'numeric', name: 'x', type: 'number', values: Float64Array.from(values) })
const texts = (values: number[]): Column => ({
  kind: 'string',
  name: 'x',
  type: 'integer',
  codes: Int32Array.from(values, (_, i) => i),
  dictionary: values.map(String),
})

describe('batches of rows', () => {
  it('hold all rows in order, each of the size asked for but the last, however the file is cut', async () => {
    const blocks = fc.array(fc.record({ rows: fc.integer({ min: 1, max: 9 }), text: fc.boolean() }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(blocks, fc.integer({ min: 1, max: 7 }), async (cuts, size) => {
        const rows = cuts.reduce((sum, cut) => sum + cut.rows, 0)
        async function* readBlocks() {
          let from = 0
          for (const cut of cuts) {
            const values = Array.from({ length: cut.rows }, (_, i) => from + i)
            from += cut.rows
            yield [numeric(values), cut.text ? texts(values) : numeric(values)]
          }
        }
        const table = { file, rows, columns: new Map<string, Column>(), source: { readBlocks } as unknown as ColumnTable }
        const batches = []
        for await (const cells of rowBatches(table, ['a', 'b'], size)) batches.push(cells.map((column) => Array.from(column, Number)))
        const all = Array.from({ length: rows }, (_, i) => i)
        expect(batches.map(([first]) => first.length)).toEqual(Array.from({ length: Math.ceil(rows / size) }, (_, i) => Math.min(size, rows - i * size)))
        for (const feature of [0, 1]) expect(batches.flatMap((batch) => batch[feature])).toEqual(all)
      }),
    )
  })
})
