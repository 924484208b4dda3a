import type { Column } from './column.ts'

/** Whether the values of a column are numbers, be it that they are held as text because doubles are too coarse for them. */
export const holdsNumbers = ({ kind, type }: Column): boolean => kind === 'numeric' || type === 'integer' || type === 'decimal'

/**
 * Values of a column as the doubles a model is fed, NaN where missing: a numeric column's own array (not a copy), and of a column
 * of exact integers or decimals the nearest doubles. Null for columns that are not numbers.
 */
export function numbersOf(column: Column): Float64Array | null {
  if (column.kind === 'numeric') return column.values
  if (!holdsNumbers(column)) return null
  const parsed = column.dictionary.map(Number)
  return Float64Array.from(column.codes, (code) => parsed[code] ?? NaN)
}
