import type { EvidenceKind } from '#server/contracts/evidence.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { MOST_EXPLAINED_ROWS } from '#workers/inference/explain/most-explained-rows.ts'
import type { ColumnTable } from '#workers/tables/columns/column-table.ts'
import { openColumns } from '#workers/tables/columns/open-columns.ts'
import { readSample } from '#workers/tables/columns/read-sample.ts'
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
  /** Columns held in memory, where the table has them. */
  held: { evaluation: readonly string[]; reference: readonly string[] }
  /** Columns without which nothing can be measured. */
  required: { evaluation: readonly string[]; reference: readonly string[] }
  /** Rows held of each column, evenly spread; all where not said. */
  most?: number
}

/** Declared columns beside the features. */
function factsOf({ schema }: AssessmentPlan): string[] {
  const { label, protectedAttributes, timestamp, entityId, categorical } = schema
  return [...protectedAttributes, ...(categorical ?? []), ...[label, timestamp, entityId].filter((name) => name !== undefined)]
}

/** What each kind holds in memory: never the features of all rows, which are read one by one or in batches. */
function needsOf(kind: EvidenceKind, plan: AssessmentPlan): Needs {
  const { features, schema } = plan
  switch (kind) {
    case 'data-quality':
      return { held: { evaluation: [], reference: [] }, required: { evaluation: [], reference: [] } }
    case 'drift':
      return { held: { evaluation: [], reference: [] }, required: { evaluation: features, reference: features } }
    case 'explanation':
      return {
        held: { evaluation: [...features, ...schema.protectedAttributes, ...(schema.label === undefined ? [] : [schema.label])], reference: features },
        required: { evaluation: features, reference: features },
        most: MOST_EXPLAINED_ROWS,
      }
    default:
      return { held: { evaluation: factsOf(plan), reference: [] }, required: { evaluation: features, reference: [] } }
  }
}

/**
 * A table with some of its columns in memory, read one after another. Throws TableRefusal, and AssessmentProblem where one that is
 * required is not there.
 *
 * @param options.most rows held of each, evenly spread; the table then has so many rows and no source
 */
export async function holdColumns(
  file: TableFile,
  source: ColumnTable,
  names: readonly string[],
  { required = [], most = Infinity }: { required?: readonly string[]; most?: number } = {},
): Promise<LoadedTable> {
  const known = new Set(source.columns.map(({ name }) => name))
  const absent = required.find((name) => !known.has(name))
  if (absent !== undefined) throw missingColumn(file, absent)
  const present = names.filter((name) => known.has(name))
  const { rows, columns } = await readSample(source, present, most)
  return rows < source.rows ? { file, rows, columns } : { file, rows, columns, source }
}

/**
 * Opens both tables of an assessment, once, and gives for each kind of evidence what it looks at: a few columns, the others to
 * be read one by one. Throws TableRefusal and AssessmentProblem.
 *
 * @param scratch a folder for files that are gone with the process
 */
export async function openTables(plan: AssessmentPlan, scratch: string): Promise<(kind: EvidenceKind) => Promise<Tables>> {
  const wanted = plan.kinds.includes('data-quality') ? undefined : new Set([...plan.features, ...factsOf(plan)])
  const evaluation = await openColumns(plan.evaluation.path, plan.evaluation.format, scratch, wanted)
  const same = plan.evaluation.digest === plan.reference.digest && plan.evaluation.format === plan.reference.format
  const reference = same ? evaluation : await openColumns(plan.reference.path, plan.reference.format, scratch, wanted)
  return async (kind) => {
    const { held, required, most } = needsOf(kind, plan)
    const part = (side: 'evaluation' | 'reference') => ({ required: required[side], ...(most === undefined ? {} : { most }) })
    return {
      evaluation: await holdColumns(plan.evaluation, evaluation, held.evaluation, part('evaluation')),
      reference: await holdColumns(plan.reference, reference, held.reference, part('reference')),
    }
  }
}
