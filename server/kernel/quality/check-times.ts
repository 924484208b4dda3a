import { valueOfType } from '../table/column.ts'
import { rowsWithout } from './check-presence.ts'
import type { Side } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import type { QualityFinding } from './quality-result.ts'

const DAY = 86_400_000
/** A time this many spans of the middle 98 % away from them is no time of this window. */
const SPANS = 10

/** Epoch milliseconds in ISO 8601, as they are where no calendar reaches. */
export const writtenTime = (time: number): string => valueOfType('timestamp', time)

/** The middle 98 % of ascending times, and whether one is too far from them to be of the same window. */
export function middleOf(finite: Float64Array): { low: number; high: number; far: (time: number) => boolean } {
  const [low, high] = [0.01, 0.99].map((share) => finite[Math.min(finite.length - 1, Math.floor(share * finite.length))])
  const reach = SPANS * Math.max(DAY, high - low)
  return { low, high, far: (time) => time < low - reach || time > high + reach }
}

/** Times that are missing, far from the others, or all older than the reference. Epoch milliseconds; there is no clock here. */
export function checkTimes({ column, sample, rows }: Side, reference: Side | undefined): QualityFinding[] {
  if (column.kind !== 'numeric' || !sample) return []
  const findings: QualityFinding[] = []
  const { finite, missing } = sample
  const about = { column: column.name, severity: 'warning' as const }
  if (missing > 0) {
    const detail = `${missing} of ${rows} rows have no ${column.name}.`
    findings.push({ ...about, code: 'timestamp-missing', count: missing, detail, examples: rowsWithout(column) })
  }
  if (finite.length === 0) return findings
  const { low, high, far } = middleOf(finite)
  const count = finite.filter(far).length
  if (count > 0) {
    const { values } = column
    const examples = exampleRows(values.length, (row) => far(values[row]))
    const detail = `${count} values of ${column.name} lie far from the others (${writtenTime(low)} to ${writtenTime(high)}), such as ${writtenTime(values[examples[0]])}.`
    findings.push({ ...about, code: 'timestamp-outlier', count, detail, examples })
  }
  const known = reference?.sample?.finite
  if (known?.length && high < known[0]) {
    const detail = `The rows end at ${writtenTime(high)}, before the reference begins at ${writtenTime(known[0])}. Check that this is the window you meant.`
    findings.push({ ...about, code: 'timestamp-stale', count: finite.length, detail })
  }
  return findings
}
