import type { ColumnPair } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { percent, severityOf } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** Infinite values where the reference holds none: a division by zero or an overflow upstream. */
export function checkInfinite({ name, feature, reference, current }: ColumnPair): QualityFinding[] {
  if (!reference.sample || !current.sample || current.column.kind !== 'numeric') return []
  const [before, count] = [reference.sample, current.sample].map((sample) => sample.negativeInfinite + sample.positiveInfinite)
  if (count === 0 || before > 0) return []
  const { values } = current.column
  const examples = exampleRows(values.length, (row) => Math.abs(values[row]) === Infinity)
  const detail = `${count} values (${percent(count / current.rows)}) of ${name} are infinite; none is in the reference. Look for a division by zero upstream.`
  return [{ code: 'infinite-values', column: name, count, severity: severityOf(feature, count, current.rows), detail, examples }]
}
