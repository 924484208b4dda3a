import type { Column } from '#server/kernel/table/column.ts'
import type { FeatureCell } from '#server/kernel/tensor/feeds.ts'

/** Collects the cells of one feature, row by row. */
export interface FeatureCollector {
  add: (cell: FeatureCell) => void
  column: () => Column
}

const numeric = (name: string, rows: number): FeatureCollector => {
  const values = new Float64Array(rows)
  let at = 0
  return {
    add: (cell) => void (values[at++] = typeof cell === 'number' ? cell : Number.NaN),
    column: () => ({ kind: 'numeric', name, type: values.every((value) => Number.isInteger(value) || Number.isNaN(value)) ? 'integer' : 'number', values }),
  }
}

/** The empty text is how a missing value is sent to an input that takes text. */
const text = (name: string, rows: number, onText: (text: string) => void): FeatureCollector => {
  const codes = new Int32Array(rows).fill(-1)
  const dictionary: string[] = []
  const known = new Map<string, number>()
  let at = 0
  return {
    add(cell) {
      const value = cell === null ? '' : String(cell)
      if (value !== '') {
        const code = known.get(value) ?? known.size
        if (code === known.size) {
          onText(value)
          known.set(value, code)
          dictionary.push(value)
        }
        codes[at] = code
      }
      at++
    },
    column: () => ({ kind: 'string', name, type: 'string', codes, dictionary }),
  }
}

/** A collector of exactly `rows` cells of the feature; `onText` is told each different text that it keeps. */
export const collectFeature = (name: string, isText: boolean, rows: number, onText: (text: string) => void = () => {}): FeatureCollector =>
  isText ? text(name, rows, onText) : numeric(name, rows)

/**
 * A column of the log beside the same one of the reference: what a text input was sent is numbers where the reference holds
 * numbers and all are readable, and whole numbers are of the reference's type where that is one of whole numbers.
 */
export function alignColumn(column: Column, reference: Column): Column {
  if (reference.kind === 'string') return column
  if (column.kind === 'numeric') return column.type === 'integer' ? { ...column, type: reference.type } : column
  const numbers = column.dictionary.map((value) => (value.trim() === '' ? Number.NaN : Number(value)))
  if (numbers.some(Number.isNaN)) return column
  const { name, type } = { ...column, type: reference.type }
  return { kind: 'numeric', name, type, values: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : numbers[code])) }
}
