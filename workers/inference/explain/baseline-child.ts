import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { readTable } from '#workers/tables/read-table.ts'
import { answerOnce } from '#workers/runtime/answer-once.ts'

/** What the child is asked for: the rows of a snapshot, column by column, in the order of the features. */
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
    const { rows, columns } = await readTable(path, format, features)
    const byName = new Map(columns.map((column) => [column.name, column]))
    const missing = features.find((feature) => !byName.has(feature))
    if (missing !== undefined) return { ok: false, why: `it has no column "${missing}"` }
    return { ok: true, rows, cells: features.flatMap((feature) => byName.get(feature) ?? []).map(cellsOf) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}

answerOnce(answer)
