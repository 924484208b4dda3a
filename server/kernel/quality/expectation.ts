import { rowsOf, valueText } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import type { ColumnSchema } from './infer-schema.ts'
import { exampleRows } from './example-rows.ts'
import { repeatedRows } from './row-hashes.ts'

/**
 * What is expected of every value of a column; missing values meet all but `not-null`. A range is of numbers (times in epoch
 * milliseconds), lengths are in UTF-16 units, a set holds values as text (`1`, `true`, ISO 8601).
 */
export type Expectation =
  | { column: string; kind: 'not-null' | 'unique' | 'not-decreasing' }
  | { column: string; kind: 'range'; min?: number; max?: number }
  | { column: string; kind: 'in-set'; values: readonly string[] }
  | { column: string; kind: 'length'; shortest?: number; longest?: number }

export type ExpectationResult = {
  expectation: Expectation
  source: 'declared' | 'inferred'
  /** Declared: no row fails. Inferred: no more than chance explains. */
  held: boolean
  /** Rows that do not meet it, and their share. */
  count: number
  share: number
  /** Up to five of them, from 0. */
  examples: number[]
  /** Why it could not be looked at: then it is not held. */
  problem?: 'column-absent' | 'not-numbers' | 'not-texts'
}

/** Does the value of a row fail? Null when the column's kind has no such values. */
function failing(expectation: Expectation, column: Column): ((row: number) => boolean) | ExpectationResult['problem'] {
  switch (expectation.kind) {
    case 'not-null':
      return column.kind === 'numeric' ? (row) => Number.isNaN(column.values[row]) : (row) => column.codes[row] < 0
    case 'range': {
      if (column.kind !== 'numeric') return 'not-numbers'
      const { min = -Infinity, max = Infinity } = expectation
      return (row) => column.values[row] < min || column.values[row] > max
    }
    case 'not-decreasing': {
      if (column.kind !== 'numeric') return 'not-numbers'
      let highest = -Infinity
      return (row) => {
        const value = column.values[row]
        if (value < highest) return true
        if (value > highest) highest = value
        return false
      }
    }
    case 'in-set': {
      const allowed = new Set(expectation.values)
      if (column.kind === 'string') {
        const bad = column.dictionary.map((text) => !allowed.has(text))
        return (row) => column.codes[row] >= 0 && bad[column.codes[row]]
      }
      const known = new Map<number, boolean>()
      return (row) => {
        const value = column.values[row]
        if (Number.isNaN(value)) return false
        const before = known.get(value)
        if (before !== undefined) return before
        const bad = !allowed.has(valueText(column, row) ?? '')
        if (known.size < 10_000) known.set(value, bad)
        return bad
      }
    }
    case 'length': {
      if (column.kind !== 'string') return 'not-texts'
      const { shortest = 0, longest = Infinity } = expectation
      const bad = column.dictionary.map(({ length }) => length < shortest || length > longest)
      return (row) => column.codes[row] >= 0 && bad[column.codes[row]]
    }
    case 'unique': {
      const again = repeatedRows(column)
      return (row) => again[row] === 1
    }
  }
}

/** Holds the rows of a column, undefined when it is not there, against what is expected of them. */
export function evaluateExpectation(expectation: Expectation, source: ExpectationResult['source'], column: Column | undefined): ExpectationResult {
  const test = column ? failing(expectation, column) : 'column-absent'
  if (!column || typeof test !== 'function')
    return { expectation, source, held: false, count: 0, share: 0, examples: [], ...(typeof test === 'string' ? { problem: test } : {}) }
  const rows = rowsOf(column)
  const failed = new Uint8Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (!test(row)) continue
    failed[row] = 1
    count++
  }
  const examples = exampleRows(rows, (row) => failed[row] === 1)
  return { expectation, source, held: count === 0, count, share: rows === 0 ? 0 : count / rows, examples }
}

/** What a schema lets expect of further rows; times and unique numbers go on beyond their range. */
export function inferExpectations({ name: column, type, required, unique, values, range, length }: ColumnSchema): Expectation[] {
  const moves = unique || type === 'date' || type === 'timestamp'
  return [
    ...(required ? [{ column, kind: 'not-null' } as const] : []),
    ...(unique ? [{ column, kind: 'unique' } as const] : []),
    ...(values ? [{ column, kind: 'in-set', values } as const] : []),
    ...(range && !moves ? [{ column, kind: 'range', ...range } as const] : []),
    ...(length ? [{ column, kind: 'length', ...length } as const] : []),
  ]
}
