import type { Engine } from '#workers/inference/engine/engine.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { openColumns } from '#workers/tables/columns/open-columns.ts'
import { holdColumns } from '../assess/load-tables.ts'
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

/** Reads the features and the label of a snapshot and scores its rows. */
export async function scoredTable(plan: WindowPlan, file: TableFile, engine: Engine): Promise<ScoredTable> {
  const { label } = plan.schema
  const names = [...plan.features, ...(label === undefined ? [] : [label])]
  // The working directory is this process's own and taken away with it.
  const source = await openColumns(file.path, file.format, process.cwd(), new Set(names))
  const { rows, columns } = await holdColumns(file, source, names, { required: plan.features, most: MOST_ROWS })
  const table = { file, rows, columns }
  const task = plan.decision ? await readTask({ plan: { ...plan, kinds: [], evaluation: file }, evaluation: table, reference: table, engine }) : null
  return { ...table, task }
}
