import type { Column } from '#server/kernel/table/column.ts'
import type { ColumnFile } from '#workers/tables/columns/column-table.ts'
import { openColumnFile } from '#workers/tables/columns/open-columns.ts'

const sumOf = (column: Column): number => (column.kind === 'numeric' ? column.values.reduce((sum, value) => sum + value, 0) : 0)
const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024

/** Reads all columns of a table, in blocks and one by one, and says by how many megabytes the process grew at most. */
async function read(file: ColumnFile) {
  const table = await openColumnFile(file)
  const names = table.columns.map(({ name }) => name)
  const before = peakMegabytes()
  let [rows, sum] = [0, 0]
  for await (const block of table.readBlocks(names)) {
    rows += block[0].kind === 'numeric' ? block[0].values.length : 0
    for (const column of block) sum += sumOf(column)
  }
  for (const name of names) sum += sumOf(await table.readColumn(name))
  return { rows, sum, grown: peakMegabytes() - before }
}

process.once('message', (file) => {
  void read(file as ColumnFile).then((answer) => process.send?.(answer))
})
