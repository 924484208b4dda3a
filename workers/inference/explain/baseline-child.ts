import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { openColumns } from '#workers/tables/columns/open-columns.ts'
import { readSample } from '#workers/tables/columns/read-sample.ts'
import { answerOnce } from '#workers/runtime/answer-once.ts'
import { MOST_EXPLAINED_ROWS } from './most-explained-rows.ts'

/** What the child is asked for: the rows of a snapshot that evidence is measured with, column by column, in the order of the features. */
export interface BaselineQuestion {
  path: string
  format: 'csv' | 'parquet'
  features: string[]
}
export type BaselineRows = { ok: true; rows: number; cells: FeatureCells } | { ok: false; why: string }

const cellsOf = (column: Column): FeatureCells[number] =>
  column.kind === 'numeric' ? column.values : Array.from(column.codes, (code) => column.dictionary[code] ?? null)

async function answer({ path, format, features }: BaselineQuestion): Promise<BaselineRows> {
  try {
    // The working directory is this process's own and taken away with it.
    const source = await openColumns(path, format, process.cwd(), new Set(features))
    const { rows, columns } = await readSample(source, features, MOST_EXPLAINED_ROWS)
    return { ok: true, rows, cells: features.flatMap((feature) => columns.get(feature) ?? []).map(cellsOf) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}

answerOnce(answer)
