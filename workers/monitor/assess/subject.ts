import type { Column } from '#server/kernel/table/column.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import type { LoadedTable, Tables } from './load-tables.ts'
import { AssessmentProblem } from './plan.ts'
import type { AssessmentPlan } from './plan.ts'

/** What is assessed: the plan, its tables, and the engine that scores rows. */
export interface Subject extends Tables {
  plan: AssessmentPlan
  engine: Engine
}

/** A column that must be there; names the snapshot that lacks it. */
export function columnOf(table: LoadedTable, name: string): Column {
  const column = table.columns.get(name)
  if (column) return column
  throw new AssessmentProblem({
    code: 'missing-column',
    title: 'A column is missing',
    detail: `The snapshot ${table.file.snapshotId} has no column ${name}.`,
    fix: `Send a snapshot with the column ${name}.`,
  })
}
