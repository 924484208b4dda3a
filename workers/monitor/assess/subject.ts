import type { Column } from '#server/kernel/table/column.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import type { LoadedTable, Tables } from './load-tables.ts'
import { missingColumn } from './missing-column.ts'
import type { AssessmentPlan } from './plan.ts'

/** What is assessed: the plan, its tables, and the engine that scores rows. */
export interface Subject extends Tables {
  plan: AssessmentPlan
  engine: Engine
  /** Says in a few words how far a long step is. */
  say?: (step: string) => void
}

/** A column that is held; names the snapshot that lacks it. */
export function columnOf(table: LoadedTable, name: string): Column {
  const column = table.columns.get(name)
  if (column) return column
  throw missingColumn(table.file, name)
}
