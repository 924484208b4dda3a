import { seededRandom } from '../../numbers/random.ts'
import { sampleRows } from '../../numbers/sample-rows.ts'
import { sortFloats } from '../../numbers/sort-floats.ts'
import { valueText } from '../../table/column.ts'
import type { Column } from '../../table/column.ts'
import { numbersOf } from '../../table/numbers-of.ts'

/** Bins of a feature: 0 for missing values, the others for equal shares of both samples or for the most frequent categories. */
export const BINS = 32

/** Rows of a side that a classifier of all features is shown, at most, and that it needs. */
const MOST_ROWS = 10_000
export const LEAST_ROWS = 100

/** Row numbers of both samples. */
export type ChosenRows = { reference: Int32Array; current: Int32Array }

/** One feature of rows chosen from both samples, those of the reference first: the same rows for every feature of two tables. */
export type BinnedRows = { bins: Uint8Array; reference: number; current: number }

function binNumbers(values: Float64Array): Uint8Array {
  const sorted = sortFloats(values)
  let known = sorted.length
  while (known > 0 && Number.isNaN(sorted[known - 1])) known--
  const edges = new Set<number>()
  for (let k = 1; k < BINS - 1 && known > 0; k++) edges.add(sorted[Math.floor((k * (known - 1)) / (BINS - 1))])
  const inner = Float64Array.from(edges)
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0
    let bin = 1
    while (bin <= inner.length && value > inner[bin - 1]) bin++
    return bin
  })
}

function binTexts(texts: readonly (string | null)[]): Uint8Array {
  const counts = new Map<string, number>()
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1)
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, BINS - 2)
  const binOf = new Map(frequent.map(([text], index) => [text, index + 1]))
  return Uint8Array.from(texts, (text) => (text === null ? 0 : (binOf.get(text) ?? BINS - 1)))
}

/** At most 10,000 rows a side, from a fixed seed; undefined below two features or 100 rows a side, of which no classifier is made. */
export function chooseRows(features: number, rows: { reference: number; current: number }): ChosenRows | undefined {
  if (features < 2 || Math.min(rows.reference, rows.current) < LEAST_ROWS) return undefined
  const random = seededRandom(20_260_104)
  const reference = sampleRows(random, rows.reference, MOST_ROWS)
  return { reference, current: sampleRows(random, rows.current, MOST_ROWS) }
}

/** The bins of the values in the chosen rows. */
export function binRows(reference: Column, current: Column, rows: ChosenRows): BinnedRows {
  const chosen = [
    { column: reference, rows: [...rows.reference] },
    { column: current, rows: [...rows.current] },
  ]
  const sizes = { reference: rows.reference.length, current: rows.current.length }
  const numbers = chosen.map(({ column, rows }) => {
    const values = numbersOf(column)
    return values && rows.map((row) => values[row])
  })
  if (numbers[0] && numbers[1]) return { bins: binNumbers(Float64Array.from([...numbers[0], ...numbers[1]])), ...sizes }
  return { bins: binTexts(chosen.flatMap(({ column, rows }) => rows.map((row) => valueText(column, row)))), ...sizes }
}
