import { linearScale } from '../../charts/scale.ts'
import { formatDate } from '../../ui/format-time.ts'
import { addDays, countDays, DAY_MS, startOf, type Days } from './health-range.ts'

/** Where days stand on an axis of time; pure. */
export interface TimeAxis {
  readonly left: number
  readonly right: number
  readonly from: number
  /** End of the last day. */
  readonly to: number
  readonly at: (ms: number) => number
  /** The day under a position. */
  readonly dayAt: (x: number) => string
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

const TICK_GAP = 84
const DAY_STEPS = [1, 2, 7, 14]
const MONTH_STEPS = [1, 2, 3, 6, 12]

/** Days of a step counted from the first; of whole months their firsts. */
function tickDays(days: Days, most: number): string[] {
  const count = countDays(days)
  const step = DAY_STEPS.find((each) => count / each <= most)
  if (step !== undefined) return Array.from({ length: Math.ceil(count / step) }, (_, i) => addDays(days.from, i * step))
  const months = count / 30.4
  const every = MONTH_STEPS.find((each) => months / each <= most) ?? 12 * Math.ceil(months / 12 / most)
  const [year = 1970, month = 1] = days.from.split('-').map(Number)
  const firsts = Array.from({ length: Math.ceil(months) + 2 }, (_, i) => new Date(Date.UTC(year, month - 1 + i, 1)))
  return firsts
    .filter((first) => (first.getUTCMonth() + 12 * first.getUTCFullYear()) % every === 0)
    .map((first) => first.toISOString().slice(0, 10))
    .filter((day) => day >= days.from && day <= days.to)
}

/** An axis over whole days from `left` to `right` pixels; the year is written where it changes. */
export function timeAxis(days: Days, left: number, right: number): TimeAxis {
  const from = startOf(days.from)
  const to = startOf(days.to) + DAY_MS
  const { at } = linearScale(from, to, left, right)
  const most = Math.max(2, Math.floor((right - left) / TICK_GAP))
  const asked = tickDays(days, most)
  const ticks = asked.map((day, i) => {
    const turns = i > 0 && asked[i - 1]?.slice(0, 4) !== day.slice(0, 4)
    return { at: startOf(day), label: formatDate(startOf(day), turns ? 'full' : 'day-month') }
  })
  const dayAt = (x: number) => {
    const inside = Math.max(0, Math.min(countDays(days) - 1, Math.floor(((x - left) / (right - left || 1)) * countDays(days))))
    return addDays(days.from, inside)
  }
  return { left, right, from, to, at, dayAt, ticks }
}
