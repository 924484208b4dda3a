import type { WindowView } from '#server/contracts/monitoring.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'

/** How the console names a window of production. Pure. */

type Span = Pick<WindowView, 'size' | 'from' | 'to'>

const DAY = 86_400_000

/** "18 Nov 2026", "16–22 Nov 2026", "18 Nov 2026, 08:00 UTC": what the window covers. */
export function windowName({ size, from, to }: Span): string {
  if (size === 'day') return formatDate(from)
  if (size === 'hour') return formatInstant(from)
  return `${formatDate(from, 'day-month')} to ${formatDate(Date.parse(to) - DAY)}`
}

/** "day", "days": of a count of windows. */
export const sizeWords = (size: WindowView['size'], count: number): string => (count === 1 ? size : `${size}s`)
