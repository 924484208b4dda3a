import type { Column } from './column.ts'

/**
 * Values of a column as the doubles a model is fed, NaN where missing: a numeric column's own array (not a copy), and of a column
 * of exact integers or decimals the nearest doubles. Null for columns that are not numbers.
 */
export function numbersOf(column: Column): Float64Array | null {
  if (column.kind === 'numeric') return column.values
  if (column.type !== 'integer' && column.type !== 'decimal') return null
  const parsed = column.dictionary.map(Number)
  return Float64Array.from(column.codes, (code) => parsed[code] ?? NaN)
}
