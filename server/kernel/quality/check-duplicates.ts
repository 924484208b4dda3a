import { gammaP } from '../numbers/incomplete-gamma.ts'
import { missingOf } from '../table/column.ts'
import type { Side } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { rowsWithout } from './check-presence.ts'
import { BLOCKING_SHARE, CHANCE, percent } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'
import { repeatedRows, repeats, rowHashes } from './row-hashes.ts'

const pairsOf = (rows: number): number => (rows * (rows - 1)) / 2

/**
 * Rows that repeat an earlier one in every column: more pairs of equal rows than the reference has, for the number of pairs there
 * are (twice as many, and more than chance). Both sides are hashed over the columns that both have.
 */
export function checkDuplicateRows(hashes: Float64Array, reference: Float64Array): QualityFinding[] {
  const [rows, before] = [hashes.length, reference.length]
  const now = repeats(hashes)
  if (now.count === 0) return []
  const known = repeats(reference)
  const expected = pairsOf(rows) * ((known.pairs + 1) / Math.max(1, pairsOf(before)))
  if (now.pairs < 2 * expected || gammaP(now.pairs, 2 * expected) >= CHANCE) return []
  const detail = `${now.count} rows (${percent(now.count / rows)}) repeat an earlier row in every column; the reference has ${known.count} such rows of ${before}. Remove the copies.`
  const severity = now.count >= BLOCKING_SHARE * rows ? 'blocking' : 'warning'
  return [{ code: 'duplicate-rows', count: now.count, severity, detail, examples: now.examples }]
}

/** Entity ids that repeat although the reference's do not, and rows without one. */
export function checkEntities({ column, sample, rows }: Side, reference: Side | undefined): QualityFinding[] {
  const findings: QualityFinding[] = []
  const missing = missingOf(column)
  if (missing > 0) {
    const detail = `${missing} rows have no ${column.name}; their labels cannot be joined.`
    findings.push({ code: 'entity-missing', column: column.name, count: missing, severity: 'warning', detail, examples: rowsWithout(column) })
  }
  // Rows without an id are not copies of each other; they are counted above.
  const now = repeats(rowHashes([column], rows))
  const count = now.count - Math.max(0, missing - 1)
  if (count <= 0) return findings
  const known = reference ? repeats(rowHashes([reference.column], reference.rows)).count - Math.max(0, missingOf(reference.column) - 1) : 0
  if (reference && known > 0 && count / rows <= (2 * known) / reference.rows) return findings
  const detail = `${count} rows repeat a ${column.name} seen before${reference ? `; in the reference ${known} do` : ''}. Metrics count such an entity more than once.`
  const again = repeatedRows(column, sample)
  const severity = count >= BLOCKING_SHARE * rows ? 'blocking' : 'warning'
  findings.push({ code: 'duplicate-entity', column: column.name, count, severity, detail, examples: exampleRows(rows, (row) => again[row] === 1) })
  return findings
}
