import { missingOf, valueText } from '../table/column.ts'
import { numbersOf } from '../table/numbers-of.ts'
import type { Side } from './column-pair.ts'
import { MOST_EXAMPLES } from './example-rows.ts'
import type { ColumnSchema } from './infer-schema.ts'
import { repeatedRows } from './row-hashes.ts'

/**
 * What is expected of every value of a column; missing values meet all but `not-null`. A range is of numbers (times in epoch
 * milliseconds; integers and decimals that are held as text as the nearest doubles), lengths are in UTF-16 units, a set holds values as text (`1`, `true`, ISO 8601).
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

type Test = (row: number) => boolean

const never: Test = () => false

/** Does the value of a row fail? Or why the column has no such values. */
function failing(expectation: Expectation, { column, sample, rows }: Side): Test | NonNullable<ExpectationResult['problem']> {
  const none = (): boolean => missingOf(column) === rows
  switch (expectation.kind) {
    case 'not-null':
      return column.kind === 'numeric' ? (row) => Number.isNaN(column.values[row]) : (row) => column.codes[row] < 0
    case 'range': {
      const values = numbersOf(column)
      if (!values) return none() ? never : 'not-numbers'
      const { min = -Infinity, max = Infinity } = expectation
      return (row) => values[row] < min || values[row] > max
    }
    case 'not-decreasing': {
      const values = numbersOf(column)
      if (!values) return none() ? never : 'not-numbers'
      let highest = -Infinity
      return (row) => {
        const value = values[row]
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
      if (column.kind !== 'string') return none() ? never : 'not-texts'
      const { shortest = 0, longest = Infinity } = expectation
      const bad = column.dictionary.map(({ length }) => length < shortest || length > longest)
      return (row) => column.codes[row] >= 0 && bad[column.codes[row]]
    }
    case 'unique': {
      const again = repeatedRows(column, sample)
      return (row) => again[row] === 1
    }
  }
}

/** Holds the rows of a column, undefined when it is not there, against what is expected of them. */
export function evaluateExpectation(expectation: Expectation, source: ExpectationResult['source'], side: Side | undefined): ExpectationResult {
  const test = side ? failing(expectation, side) : 'column-absent'
  if (!side || typeof test === 'string')
    return { expectation, source, held: false, count: 0, share: 0, examples: [], ...(typeof test === 'string' ? { problem: test } : {}) }
  const { rows } = side
  const examples: number[] = []
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (!test(row)) continue
    if (count++ < MOST_EXAMPLES) examples.push(row)
  }
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
