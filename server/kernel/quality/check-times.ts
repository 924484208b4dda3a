import { missingOf, rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import { splitSample } from '../drift/split-sample.ts'
import { rowsWithout } from './check-presence.ts'
import { exampleRows } from './example-rows.ts'
import type { QualityFinding } from './quality-result.ts'

const DAY = 86_400_000
/** A time this many spans of the middle 98 % away from them is no time of this window. */
const SPANS = 10

const written = (time: number): string => (Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time))

/** The middle 98 % of ascending times, and whether one is too far from them to be of the same window. */
export function middleOf(finite: Float64Array): { low: number; high: number; far: (time: number) => boolean } {
  const [low, high] = [0.01, 0.99].map((share) => finite[Math.min(finite.length - 1, Math.floor(share * finite.length))])
  const reach = SPANS * Math.max(DAY, high - low)
  return { low, high, far: (time) => time < low - reach || time > high + reach }
}

/** Times that are missing, far from the others, or all older than the reference. Epoch milliseconds; there is no clock here. */
export function checkTimes(column: Column, reference: Column | undefined): QualityFinding[] {
  if (column.kind !== 'numeric') return []
  const findings: QualityFinding[] = []
  const missing = missingOf(column)
  const about = { column: column.name, severity: 'warning' as const }
  if (missing > 0) {
    const detail = `${missing} of ${rowsOf(column)} rows have no ${column.name}.`
    findings.push({ ...about, code: 'timestamp-missing', count: missing, detail, examples: rowsWithout(column) })
  }
  const { finite } = splitSample(column.values)
  if (finite.length === 0) return findings
  const { low, high, far } = middleOf(finite)
  const count = finite.filter(far).length
  if (count > 0) {
    const { values } = column
    const examples = exampleRows(values.length, (row) => far(values[row]))
    const detail = `${count} values of ${column.name} lie far from the others (${written(low)} to ${written(high)}), such as ${written(column.values[examples[0]])}.`
    findings.push({ ...about, code: 'timestamp-outlier', count, detail, examples })
  }
  const known = reference?.kind === 'numeric' ? splitSample(reference.values).finite : undefined
  if (known?.length && high < known[0]) {
    const detail = `The rows end at ${written(high)}, before the reference begins at ${written(known[0])}. Check that this is the window you meant.`
    findings.push({ ...about, code: 'timestamp-stale', count: finite.length, detail })
  }
  return findings
}
