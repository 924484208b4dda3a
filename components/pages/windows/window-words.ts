import type { WindowView } from '#server/contracts/monitoring.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'

/** How the console names a window of production. Pure. */

type Span = Pick<WindowView, 'size' | 'from' | 'to'>

const DAY = 86_400_000

/** "18 Nov 2026", "16 Nov to 22 Nov 2026", "18 Nov 2026, 08:00 UTC": what the window covers. */
export function windowName({ size, from, to }: Span): string {
  if (size === 'day') return formatDate(from)
  if (size === 'hour') return formatInstant(from)
  return `${formatDate(from, 'day-month')} to ${formatDate(Date.parse(to) - DAY)}`
}

/** "an hour", "a day": of each window. */
export const aSize = (size: WindowView['size']): string => `${size === 'hour' ? 'an' : 'a'} ${size}`

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth']
const ENDINGS = ['th', 'st', 'nd', 'rd']

/** "second", "21st": positive whole numbers, up to twelve in words. */
export function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13
  return ORDINALS[count] ?? `${count}${(teen ? undefined : ENDINGS[count % 10]) ?? 'th'}`
}
