import { splitSample } from '../drift/split-sample.ts'
import type { ColumnType } from '../table/column.ts'
import { valueOfType } from '../table/column.ts'
import { numbersOf } from '../table/numbers-of.ts'
import type { Side } from './column-pair.ts'

/** Numbers with at most this many values are codes as far as a schema goes, and so many values make a list. */
const MOST_VALUES = 50
/** A list is complete when a further row brings a new value with less than about this chance (Good & Turing: the share seen once). */
const OPEN_SHARE = 0.002
/** Fewer rows do not show whether values are unique, or all there. */
const LEAST_ROWS = 30

/** What a column is like, by the rows of a reference. */
export type ColumnSchema = {
  name: string
  type: ColumnType
  /** Rows with a finite value, which this is inferred from. */
  rows: number
  /** Every row has a value. */
  required: boolean
  /** No value comes twice, and they are whole numbers, texts or times. */
  unique: boolean
  /** Values are from a list rather than measured. */
  categorical: boolean
  /** The list, when it is short: ascending numbers, else by how often they come. */
  values?: string[]
  /** Of numbers and times that are no list. */
  range?: { min: number; max: number }
  /** Of texts that are no list, in UTF-16 units. */
  length?: { shortest: number; longest: number }
}

function isComplete({ usable, valueCounts }: Side): boolean {
  const once = valueCounts().counts.reduce((sum, count) => sum + (count === 1 ? 1 : 0), 0)
  return once <= OPEN_SHARE * usable
}

function listOf({ column, sample, valueCounts }: Side): string[] {
  if (sample) return [...new Set(sample.finite)].map((value) => valueOfType(column.type, value))
  const { names, counts } = valueCounts()
  const used = Array.from(counts.keys()).filter((code) => counts[code] > 0)
  return used.sort((a, b) => counts[b] - counts[a]).map((code) => names[code])
}

/** The schema of a column by its rows; `declared`: the data set says that it is categorical. */
export function inferSchema(name: string, side: Side, declared: boolean): ColumnSchema {
  const { column, sample, rows, usable, distinct } = side
  const { type } = column
  const enough = usable >= LEAST_ROWS
  const few = distinct > 0 && distinct <= MOST_VALUES && enough && isComplete(side)
  const isMeasure = type === 'number' || type === 'decimal' || type === 'date' || type === 'timestamp'
  const categorical = declared || type === 'boolean' || (few && !isMeasure)
  const listed = categorical && few
  const required = enough && usable + (sample ? sample.negativeInfinite + sample.positiveInfinite : 0) === rows
  return {
    name,
    type,
    rows: usable,
    required,
    unique: enough && distinct === usable && type !== 'number' && type !== 'decimal',
    categorical,
    ...(listed ? { values: listOf(side) } : {}),
    ...(listed || usable === 0 ? {} : boundsOf(side)),
  }
}

/** Of numbers, also of those held as text, their range, and of texts their lengths; of at least one usable value. */
function boundsOf(side: Side): Pick<ColumnSchema, 'range' | 'length'> {
  const { finite } = side.sample ?? splitSample(numbersOf(side.column) ?? new Float64Array(0))
  return finite.length > 0 ? { range: { min: finite[0], max: finite[finite.length - 1] } } : { length: lengthsOf(side) }
}

function lengthsOf({ valueCounts }: Side): { shortest: number; longest: number } {
  const { names, counts } = valueCounts()
  let [shortest, longest] = [Infinity, 0]
  names.forEach((name, code) => {
    if (counts[code] === 0) return
    shortest = Math.min(shortest, name.length)
    longest = Math.max(longest, name.length)
  })
  return { shortest, longest }
}
