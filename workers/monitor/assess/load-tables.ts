import type { EvidenceKind } from '#server/contracts/evidence.ts'
import type { Column } from '#server/kernel/table/column.ts'
import type { ColumnTable } from '#workers/tables/columns/column-table.ts'
import { openColumns } from '#workers/tables/columns/open-columns.ts'
import { missingColumn } from './missing-column.ts'
import type { AssessmentPlan, TableFile } from './plan.ts'

/** A table with the columns that one kind of evidence looks at whole. */
export interface LoadedTable {
  file: TableFile
  rows: number
  /** Held in memory, by name. */
  columns: Map<string, Column>
  /** Reads every other column, where the table is a file. */
  source?: ColumnTable
}

export interface Tables {
  evaluation: LoadedTable
  reference: LoadedTable
}

interface Needs {
  /** Whole columns, held where the table has them; `all` or by name. */
  held: { evaluation: readonly string[] | 'all'; reference: readonly string[] | 'all' }
  /** Columns without which nothing can be measured. */
  required: { evaluation: readonly string[]; reference: readonly string[] }
}

/** What each kind holds in memory. Features are never among it where they can be read one by one or in batches. */
function needsOf(kind: EvidenceKind, { features, schema }: AssessmentPlan): Needs {
  const { label, protectedAttributes, timestamp, entityId, categorical } = schema
  const facts = [...protectedAttributes, ...(categorical ?? []), ...[label, timestamp, entityId].filter((name) => name !== undefined)]
  switch (kind) {
    case 'data-quality':
      return { held: { evaluation: 'all', reference: 'all' }, required: { evaluation: [], reference: [] } }
    case 'drift':
      return { held: { evaluation: [], reference: [] }, required: { evaluation: features, reference: features } }
    case 'explanation':
      return {
        held: { evaluation: [...features, ...schema.protectedAttributes], reference: features },
        required: { evaluation: features, reference: features },
      }
    default:
      return { held: { evaluation: facts, reference: [] }, required: { evaluation: features, reference: [] } }
  }
}

async function hold(file: TableFile, source: ColumnTable, names: readonly string[] | 'all', required: readonly string[]): Promise<LoadedTable> {
  const known = new Set(source.columns.map(({ name }) => name))
  const absent = required.find((name) => !known.has(name))
  if (absent !== undefined) throw missingColumn(file, absent)
  const columns = new Map<string, Column>()
  for (const name of names === 'all' ? known : names) if (known.has(name) && !columns.has(name)) columns.set(name, await source.readColumn(name))
  return { file, rows: source.rows, columns, source }
}

/**
 * Opens both tables of an assessment, once, and gives for each kind of evidence what it looks at: a few whole columns, the others to
 * be read one by one. Throws TableRefusal and AssessmentProblem.
 *
 * @param scratch a folder for files that are gone with the process
 */
export async function openTables(plan: AssessmentPlan, scratch: string): Promise<(kind: EvidenceKind) => Promise<Tables>> {
  const all = plan.kinds.includes('data-quality')
  const { label, protectedAttributes, timestamp, entityId } = plan.schema
  const others = [...protectedAttributes, ...[label, timestamp, entityId].filter((name) => name !== undefined)]
  const wanted = all ? undefined : new Set([...plan.features, ...others])
  const evaluation = await openColumns(plan.evaluation.path, plan.evaluation.format, scratch, wanted)
  const same = plan.evaluation.digest === plan.reference.digest && plan.evaluation.format === plan.reference.format
  const reference = same ? evaluation : await openColumns(plan.reference.path, plan.reference.format, scratch, wanted)
  return async (kind) => {
    const { held, required } = needsOf(kind, plan)
    const first = await hold(plan.evaluation, evaluation, held.evaluation, required.evaluation)
    if (same && held.evaluation === held.reference) return { evaluation: first, reference: { ...first, file: plan.reference } }
    return { evaluation: first, reference: await hold(plan.reference, reference, held.reference, required.reference) }
  }
}
