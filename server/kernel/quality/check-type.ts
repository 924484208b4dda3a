import type { Column, ColumnType } from '../table/column.ts'
import type { ColumnPair } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import type { QualityFinding } from './quality-result.ts'

/** Types whose values mean the same to a model. */
const FAMILY: Record<ColumnType, string> = {
  integer: 'number',
  number: 'number',
  decimal: 'number',
  boolean: 'boolean',
  string: 'text',
  date: 'time',
  timestamp: 'time',
  empty: 'empty',
  list: 'list',
  struct: 'struct',
  binary: 'binary',
}

/** Rows whose values cannot be of the family that the reference has; any with a value, where that is not seen of one. */
function otherRows(column: Column, family: string): number[] {
  if (column.kind === 'numeric') return exampleRows(column.values.length, (row) => !Number.isNaN(column.values[row]))
  const isOther = column.dictionary.map((text) => family !== 'number' || text.trim() === '' || !Number.isFinite(Number(text)))
  return exampleRows(column.codes.length, (row) => column.codes[row] >= 0 && isOther[column.codes[row]])
}

/** A column that holds another kind of value than in the reference. A column without values has no kind. */
export function checkType({ name, feature, reference, current }: ColumnPair): QualityFinding[] {
  const [before, now] = [FAMILY[reference.column.type], FAMILY[current.column.type]]
  if (before === now || reference.usable === 0 || current.usable === 0) return []
  const detail = `Column ${name} was ${reference.column.type} in the reference and is ${current.column.type} now. Send it as ${reference.column.type}.`
  const sameNumbers = reference.column.kind === 'numeric' && current.column.kind === 'numeric'
  const severity = feature && !sameNumbers ? 'blocking' : 'warning'
  return [{ code: 'type-changed', column: name, count: current.rows, severity, detail, examples: otherRows(current.column, before) }]
}
