export const COLUMN_TYPES = ['integer', 'number', 'decimal', 'boolean', 'string', 'date', 'timestamp', 'empty', 'list', 'struct', 'binary'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

/** Values of a numeric column: NaN is missing, booleans are 0 and 1, dates and timestamps epoch milliseconds. */
export interface NumericColumn {
  kind: 'numeric'
  name: string
  type: ColumnType
  values: Float64Array
}

/** Values of a text column as codes into a dictionary; code -1 is missing. */
export interface StringColumn {
  kind: 'string'
  name: string
  type: ColumnType
  codes: Int32Array
  dictionary: string[]
}

export type Column = NumericColumn | StringColumn

/** Number of rows, missing ones included. */
export const rowsOf = (column: Column): number => (column.kind === 'numeric' ? column.values.length : column.codes.length)

/** Number of missing values. */
export function missingOf(column: Column): number {
  let missing = 0
  if (column.kind === 'numeric') for (const value of column.values) missing += Number.isNaN(value) ? 1 : 0
  else for (const code of column.codes) missing += code < 0 ? 1 : 0
  return missing
}

/** The column of the given rows only, in their order. */
export function takeRows(column: Column, rows: readonly number[]): Column {
  if (column.kind === 'numeric') return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
  return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) }
}

/** A value of a numeric column as text: integers `1`, booleans `true`, dates and timestamps in ISO 8601; '' for NaN. */
export function valueOfType(type: ColumnType, value: number): string {
  if (Number.isNaN(value)) return ''
  if (type === 'boolean') return value === 0 ? 'false' : 'true'
  const isInstant = (type === 'date' || type === 'timestamp') && Math.abs(value) <= 8.64e15
  if (isInstant) return new Date(value).toISOString().slice(0, type === 'date' ? -14 : undefined)
  return String(value)
}

/** The value of a row as text, as group names are written: integers `1`, booleans `true`; null when missing. */
export function valueText(column: Column, row: number): string | null {
  if (column.kind === 'string') return column.dictionary[column.codes[row]] ?? null
  const value = column.values[row]
  return Number.isNaN(value) ? null : valueOfType(column.type, value)
}

/** Whole numbers below this are looked up in an array rather than a map. */
const SMALL_INTEGERS = 65_536

/** Codes and names of the distinct values of any column, names in order of first appearance; -1 is missing. */
export function asCodes(column: Column): { codes: Int32Array; names: string[] } {
  if (column.kind === 'string') return { codes: column.codes, names: column.dictionary }
  const codes = new Int32Array(column.values.length)
  const known = new Map<number, number>()
  const small = new Int32Array(SMALL_INTEGERS).fill(-1)
  const names: string[] = []
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]
    if (Number.isNaN(value)) {
      codes[row] = -1
      continue
    }
    const isSmall = value >= 0 && value < SMALL_INTEGERS && Number.isInteger(value)
    let code = isSmall ? small[value] : (known.get(value) ?? -1)
    if (code < 0) {
      code = names.length
      if (isSmall) small[value] = code
      else known.set(value, code)
      names.push(valueText(column, row) ?? '')
    }
    codes[row] = code
  }
  return { codes, names }
}
