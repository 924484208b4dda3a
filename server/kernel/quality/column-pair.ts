import { splitSample } from '../drift/split-sample.ts'
import type { SplitSample } from '../drift/split-sample.ts'
import { asCodes, rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'

/** Counts per value of a column, missing ones apart. */
export type ValueCounts = { names: readonly string[]; counts: Float64Array; codes: Int32Array }

export type Side = {
  column: Column
  rows: number
  /** Of a numeric column: its values in order. */
  sample?: SplitSample
  /** Usable values: neither missing nor infinite. */
  usable: number
  distinct: number
  valueCounts: () => ValueCounts
}

/** One column before and now. */
export type ColumnPair = { name: string; feature: boolean; categorical: boolean; reference: Side; current: Side }

function distinctOf(sorted: Float64Array): number {
  let distinct = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++
  return distinct
}

function countValues(column: Column): ValueCounts {
  const { codes, names } = asCodes(column)
  const counts = new Float64Array(names.length)
  for (const code of codes) if (code >= 0) counts[code]++
  return { names, counts, codes }
}

/** A column sorted or counted once, for its profile and every check. */
export function sideOf(column: Column): Side {
  const rows = rowsOf(column)
  let counted: ValueCounts | undefined
  const valueCounts = (): ValueCounts => (counted ??= countValues(column))
  if (column.kind === 'numeric') {
    const sample = splitSample(column.values)
    return { column, rows, sample, usable: sample.finite.length, distinct: distinctOf(sample.finite), valueCounts }
  }
  const { counts } = valueCounts()
  const used = counts.filter((count) => count > 0)
  return { column, rows, usable: used.reduce((sum, count) => sum + count, 0), distinct: used.length, valueCounts }
}
