/** How the console writes instants: always UTC, so that server and browser agree. */

export type Instant = Date | string | number

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const day = 86_400_000

const two = (n: number) => String(n).padStart(2, '0')
const toDate = (at: Instant) => (at instanceof Date ? at : new Date(at))
const clock = (d: Date) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
const dayMonth = (d: Date) => `${d.getUTCDate()} ${months[d.getUTCMonth()]}`
const startOfDay = (d: Date) => Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate())

/** `19 Nov 2026, 08:31 UTC`; `seconds` adds them. An unreadable instant is "–". */
export function formatInstant(at: Instant | null | undefined, seconds = false): string {
  if (at == null) return '–'
  const d = toDate(at)
  if (Number.isNaN(d.getTime())) return '–'
  return `${dayMonth(d)} ${d.getUTCFullYear()}, ${clock(d)}${seconds ? `:${two(d.getUTCSeconds())}` : ''} UTC`
}

/** `19 Nov 2026`, or `19 Nov` as day-month. */
export function formatDate(at: Instant | null | undefined, form: 'full' | 'day-month' = 'full'): string {
  if (at == null) return '–'
  const d = toDate(at)
  if (Number.isNaN(d.getTime())) return '–'
  return form === 'full' ? `${dayMonth(d)} ${d.getUTCFullYear()}` : dayMonth(d)
}

/** For lists: `Today 08:12`, `Wed 16:40` within six days, then `12 Nov`, and the year when it is another one. */
export function formatListTime(at: Instant | null | undefined, now: Instant): string {
  if (at == null) return '–'
  const d = toDate(at)
  const today = toDate(now)
  if (Number.isNaN(d.getTime())) return '–'
  const days = Math.round((startOfDay(today) - startOfDay(d)) / day)
  if (days === 0) return `Today ${clock(d)}`
  if (days > 0 && days < 7) return `${weekdays[d.getUTCDay()]} ${clock(d)}`
  return d.getUTCFullYear() === today.getUTCFullYear() ? dayMonth(d) : formatDate(d)
}

/** Age or distance in one unit: `12 s`, `4 min`, `3 h`, `21 d`. */
export function formatDistance(from: Instant, to: Instant): string {
  const ms = Math.abs(toDate(to).getTime() - toDate(from).getTime())
  if (ms < 60_000) return `${Math.floor(ms / 1000)} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`
  if (ms < 2 * day) return `${Math.floor(ms / 3_600_000)} h`
  return `${Math.floor(ms / day)} d`
}

/** `3 h ago`, `in 9 d`, `now`. */
export function formatRelative(at: Instant, now: Instant): string {
  const ms = toDate(at).getTime() - toDate(now).getTime()
  if (Number.isNaN(ms)) return '–'
  if (Math.abs(ms) < 5000) return 'now'
  const distance = formatDistance(at, now)
  return ms < 0 ? `${distance} ago` : `in ${distance}`
}
