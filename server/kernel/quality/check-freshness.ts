import { middleOf, writtenTime } from './check-times.ts'
import type { Side } from './column-pair.ts'
import { exampleRows } from './example-rows.ts'
import { CHANCE, percent } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** From when, and until when (exclusive), rows were to be: epoch milliseconds. */
export type Period = { from: number; to: number }

/** Fewer times show no rhythm. */
const LEAST_TIMES = 30
/** A pause is a gap when it is so many times the longest known one. */
const LONGER = 3
/** Rows that end this share of the period before its end are late, when no pause is as long. */
const LATE_SHARE = 0.05

const SPANS: readonly [milliseconds: number, name: string][] = [
  [86_400_000, 'days'],
  [3_600_000, 'hours'],
  [60_000, 'minutes'],
  [1000, 'seconds'],
]

function duration(milliseconds: number): string {
  const [unit, name] = SPANS.find(([size]) => milliseconds >= 2 * size) ?? [1, 'milliseconds']
  return `${Number((milliseconds / unit).toFixed(1))} ${name}`
}

/** Mean and longest pause between ascending times; null of too few. */
function rhythmOf(times: Float64Array): { mean: number; longest: number; before: number } | null {
  if (times.length < LEAST_TIMES) return null
  let [longest, before] = [0, 0]
  for (let i = 1; i < times.length; i++)
    if (times[i] - times[i - 1] > longest) {
      longest = times[i] - times[i - 1]
      before = i
    }
  return { mean: (times[times.length - 1] - times[0]) / (times.length - 1), longest, before }
}

type Rhythm = NonNullable<ReturnType<typeof rhythmOf>>

/** How long a pause of this many times may be by the reference's pauses, and by chance if times were independent. */
function longestPause(now: Rhythm, known: Rhythm, count: number): number {
  const sparser = known.mean > 0 ? Math.max(1, now.mean / known.mean) : 1
  return Math.max(LONGER * known.longest * sparser, now.mean * Math.log(count / CHANCE))
}

/**
 * Pauses that the reference does not have, and, where the period is known, rows outside of it and rows that end long before it does.
 * There is no clock here: how fresh rows are is measured against the end of their period.
 *
 * @param side times in epoch milliseconds
 */
export function checkFreshness({ column, sample }: Side, reference: Side | undefined, period: Period | undefined): QualityFinding[] {
  if (column.kind !== 'numeric' || !sample) return []
  const { name: columnName, values } = column
  const about = { column: columnName, severity: 'warning' as const }
  const findings: QualityFinding[] = []
  const all = sample.finite
  const outside = (time: number): boolean => period !== undefined && (time < period.from || time >= period.to)
  const beyond = all.filter(outside).length
  if (period && beyond > 0) {
    const detail = `${beyond} rows (${percent(beyond / values.length)}) have a ${columnName} outside the period ${writtenTime(period.from)} to ${writtenTime(period.to)}.`
    findings.push({ ...about, code: 'timestamp-outside', count: beyond, detail, examples: exampleRows(values.length, (row) => outside(values[row])) })
  }
  const { far } = middleOf(all)
  const times = all.filter((time) => !outside(time) && !far(time))
  const now = rhythmOf(times)
  if (!now) return findings
  const before = reference?.sample?.finite ?? new Float64Array(0)
  const { far: farBefore } = middleOf(before)
  const known = rhythmOf(before.filter((time) => !farBefore(time)))
  if (known && now.longest > longestPause(now, known, times.length)) {
    const [from, to] = [times[now.before - 1], times[now.before]]
    const detail = `Nothing came for ${duration(now.longest)}, from ${writtenTime(from)} to ${writtenTime(to)}; in the reference no pause is longer than ${duration(known.longest)}. Check whether rows are missing.`
    findings.push({ ...about, code: 'timestamp-gap', count: 1, detail, examples: exampleRows(values.length, (row) => values[row] === to) })
  }
  const newest = times[times.length - 1]
  const lag = period ? period.to - newest : 0
  const longest = Math.max(known?.longest ?? 0, now.longest)
  if (period && lag > Math.max(2 * longest, LATE_SHARE * (period.to - period.from))) {
    const detail = `The newest row is of ${writtenTime(newest)}, ${duration(lag)} before the period ends at ${writtenTime(period.to)}. Check that the data is complete.`
    findings.push({ ...about, code: 'timestamp-late', count: times.length, detail, examples: exampleRows(values.length, (row) => values[row] === newest) })
  }
  return findings
}
