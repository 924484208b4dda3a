import { shareTest } from '../drift/share-test.ts'
import { rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import type { ColumnPair } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { CHANCE, percent, severityOf } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** A rise of the missing share below one point is not reported, however significant. */
const LEAST_RISE = 0.01
/** A fall must be larger: values that were missing and now are there often mean an improvement. */
const LEAST_FALL = 0.1

/** Up to five rows without a value. */
export const rowsWithout = (column: Column): number[] =>
  exampleRows(rowsOf(column), column.kind === 'numeric' ? (row) => Number.isNaN(column.values[row]) : (row) => column.codes[row] < 0)

const missingRows = (side: ColumnPair['current']): number => (side.sample ? side.sample.missing : side.rows - side.usable)

/** Values that are missing more, or much less, often than in the reference; a column without any value. */
export function checkPresence(pair: ColumnPair): QualityFinding[] {
  const { name, feature, reference, current } = pair
  const [before, now] = [missingRows(reference), missingRows(current)]
  if (now === current.rows) {
    const known = before === reference.rows
    const detail = known
      ? `Column ${name} has no value, here and in the reference; take it out of the features.`
      : `Column ${name} has no value at all; ${percent(1 - before / reference.rows)} of reference rows have one. Check the source of this column.`
    return [{ code: 'column-empty', column: name, count: now, severity: feature && !known ? 'blocking' : 'warning', detail }]
  }
  const { pValue, ...shares } = shareTest({ hits: before, rows: reference.rows }, { hits: now, rows: current.rows })
  const rise = shares.current - shares.reference
  if (pValue >= CHANCE || (rise < LEAST_RISE && rise > -LEAST_FALL)) return []
  const numbers = `${percent(shares.reference)} of rows in the reference, ${percent(shares.current)} now`
  if (rise < 0) {
    const detail = `Missing values of ${name} have become rarer: ${numbers}. If they are filled in now, the model sees other values than it was trained on.`
    return [{ code: 'missing-fell', column: name, count: now, severity: 'warning', detail }]
  }
  const severity = severityOf(feature, rise * current.rows, current.rows)
  const detail = `Values of ${name} are missing more often: ${numbers}. Check the source of this column.`
  return [{ code: 'missing-rose', column: name, count: now, severity, detail, examples: rowsWithout(current.column) }]
}
