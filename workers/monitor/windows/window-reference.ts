import { readTable } from '#workers/tables/read-table.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { spreadRows } from '../assess/cells.ts'
import type { TableFile } from '../assess/plan.ts'
import { readTask } from '../assess/task.ts'
import type { Task } from '../assess/task.ts'
import type { WindowPlan } from './window-plan.ts'

/** Rows of a snapshot that windows are compared with: all of them, or so many evenly spread. */
const MOST_ROWS = 100_000

/** A snapshot with what the version decides on it. */
export interface ScoredTable {
  file: TableFile
  rows: number
  columns: Map<string, Column>
  /** Null where the version has no decision. */
  task: Task | null
}

function taken(column: Column, rows: readonly number[]): Column {
  if (column.kind === 'numeric') return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
  return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) }
}

/** Reads the features and the label of a snapshot and scores its rows. */
export async function scoredTable(plan: WindowPlan, file: TableFile, engine: Engine): Promise<ScoredTable> {
  const { label } = plan.schema
  const read = await readTable(file.path, file.format, plan.features, label === undefined ? [] : [label])
  const kept = read.rows > MOST_ROWS ? spreadRows(read.rows, MOST_ROWS) : null
  const table = {
    file,
    rows: kept?.length ?? read.rows,
    columns: new Map(read.columns.map((column) => [column.name, kept ? taken(column, kept) : column])),
  }
  const task = plan.decision ? await readTask({ plan: { ...plan, kinds: [], evaluation: file }, evaluation: table, reference: table, engine }) : null
  return { ...table, task }
}
