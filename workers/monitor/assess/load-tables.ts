import type { Column } from '#server/kernel/table/column.ts'
import { readTable } from '#workers/tables/read-table.ts'
import type { AssessmentPlan, TableFile } from './plan.ts'

/** A snapshot in memory, by column name. */
export interface LoadedTable {
  file: TableFile
  rows: number
  columns: Map<string, Column>
}

export interface Tables {
  evaluation: LoadedTable
  reference: LoadedTable
}

async function load(file: TableFile, wanted: string[] | undefined, optional: string[] = []): Promise<LoadedTable> {
  const { rows, columns } = await readTable(file.path, file.format, wanted, optional)
  return { file, rows, columns: new Map(columns.map((column) => [column.name, column])) }
}

/** Reads the columns that the kinds look at; data quality looks at all of them. */
export async function loadTables(plan: AssessmentPlan): Promise<Tables> {
  const { label, protectedAttributes, timestamp, entityId } = plan.schema
  const everything = plan.kinds.includes('data-quality')
  const others = [...protectedAttributes, ...[label, timestamp, entityId].filter((name) => name !== undefined)]
  const evaluation = await load(plan.evaluation, everything ? undefined : plan.features, others)
  const same = plan.evaluation.digest === plan.reference.digest && plan.evaluation.format === plan.reference.format
  return { evaluation, reference: same ? { ...evaluation, file: plan.reference } : await load(plan.reference, everything ? undefined : plan.features) }
}
