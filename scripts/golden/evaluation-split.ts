import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Column } from '#server/kernel/table/column.ts'
import { rowsOf } from '#server/kernel/table/column.ts'
import { feedsOf } from '#server/kernel/tensor/feeds.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { readTable } from '#workers/tables/read-table.ts'
import type { GoldenRuntime, ServedModel } from './runtime.ts'

const BATCH = 1024

/** A table of a data set, by column. */
export type Split = { rows: number; columns: Map<string, Column> }
/** What the manifest beside a model says of it. */
export type Manifest = { features: string[]; label: string; missing_values: string }

/** `datasets` and `models` lie beside the golden folder. */
const beside = (path: string, ...parts: string[]): string => join(path.slice(0, path.lastIndexOf('/performance-models/')), '..', ...parts)

/** The manifest of a model; null when there is none. */
export function manifestOf(path: string, model: string): Manifest | null {
  const file = beside(path, 'models', `${model}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : null
}

/** Whether the folder of a data set is there, whatever it holds. */
export const hasDataset = (path: string, dataset: string): boolean => existsSync(beside(path, 'datasets', dataset))

/** A table of a data set, CSV or Parquet; null when it is not there. */
export async function splitOf(path: string, dataset: string, name: string): Promise<Split | null> {
  for (const format of ['csv', 'parquet'] as const) {
    const file = beside(path, 'datasets', dataset, `${name}.${format}`)
    if (!existsSync(file)) continue
    const { rows, columns } = await readTable(file, format)
    return { rows, columns: new Map(columns.map((column) => [column.name, column])) }
  }
  return null
}

/** Names of the production tables of a data set, in order of time. */
export function windowsOf(path: string, dataset: string): string[] {
  const file = beside(path, 'datasets', dataset, 'dataset.json')
  if (!existsSync(file)) return []
  const { splits } = JSON.parse(readFileSync(file, 'utf8')) as { splits: { split: string; file: string }[] }
  return splits.filter(({ split }) => split === 'production').map(({ file: name }) => name.replace(/\.[a-z]+$/, ''))
}

export function columnOf({ columns }: Split, name: string): Column {
  const column = columns.get(name)
  if (!column) throw new Error(`no column ${name}`)
  return column
}

const cellAt = (column: Column, row: number): number | string | null =>
  column.kind === 'numeric' ? column.values[row] : (column.dictionary[column.codes[row]] ?? null)

export const isMissing = (column: Column, row: number): boolean => cellAt(column, row) === null || Number.isNaN(cellAt(column, row))

/** Values of a numeric column, in the order of rows. */
export function numbersIn(split: Split, name: string): Float64Array {
  const column = columnOf(split, name)
  return Float64Array.from({ length: rowsOf(column) }, (_, row) => Number(cellAt(column, row)))
}

export const textsIn = (split: Split, name: string): string[] => {
  const column = columnOf(split, name)
  return Array.from({ length: rowsOf(column) }, (_, row) => String(cellAt(column, row)))
}

/** The scores among the outputs: probabilities where one is named so, else the only floating one. */
function scoresAmong(outputs: readonly Tensor[]): Tensor {
  const floating = outputs.filter(({ datatype }) => datatype.startsWith('FP'))
  const scores = floating.find(({ name }) => /prob/i.test(name)) ?? floating[0]
  if (!scores) throw new Error('no output of scores')
  return scores
}

/** Scores of all rows, rows × width, as the serving engine computes them. */
export async function scoresOf(
  split: Split,
  features: readonly string[],
  model: ServedModel,
  runtime: GoldenRuntime,
): Promise<{ values: Float64Array; width: number }> {
  const columns = features.map((name) => columnOf(split, name))
  const parts: number[] = []
  for (let from = 0; from < split.rows; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, split.rows - from) }, (_, i) => from + i)
    const feeds = feedsOf(
      model.signature,
      features,
      columns.map((column) => rows.map((row) => cellAt(column, row))),
    )
    const { outputs } = await runtime.engine().ask({ kind: 'run', model: model.file, feeds, fetches: [] })
    for (const value of scoresAmong(outputs).values) parts.push(Number(value))
  }
  return { values: Float64Array.from(parts), width: parts.length / split.rows }
}
