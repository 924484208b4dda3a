/** A range of whole days in UTC, both included: `2026-11-01`. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

const DAY_MS = 86_400_000
const DAY = /^\d{4}-\d{2}-\d{2}$/
const DEFAULT_DAYS = 30
const MOST_DAYS = 366

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const isDay = (text: string | undefined): text is string => text !== undefined && DAY.test(text) && !Number.isNaN(startOf(text))

/** The last `days` days, `today` included. */
export const lastDays = (days: number, today: string): DayRange => ({ from: dayOf(startOf(today) - (days - 1) * DAY_MS), to: today })

/** This month up to today. */
export const thisMonth = (today: string): DayRange => ({ from: `${today.slice(0, 7)}-01`, to: today })

/** How many days the month of a day has. */
export const daysOfMonth = (day: string): number => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()

/** The range an address asks for; the last thirty days when it asks for none, or for one that is none. */
export function rangeOf(from: string | undefined, to: string | undefined, today: string): DayRange {
  if (!isDay(from) || !isDay(to) || from > to || (startOf(to) - startOf(from)) / DAY_MS >= MOST_DAYS) return lastDays(DEFAULT_DAYS, today)
  return { from, to }
}

export const daysIn = ({ from, to }: DayRange): number => Math.round((startOf(to) - startOf(from)) / DAY_MS) + 1

/** Every day of the range in order. */
export const daysOf = (range: DayRange): string[] => Array.from({ length: daysIn(range) }, (_, i) => dayOf(startOf(range.from) + i * DAY_MS))

/** The day after. */
export const after = (day: string): string => dayOf(startOf(day) + DAY_MS)

/** As many days just before the range. */
export const before = (range: DayRange): DayRange => ({ from: dayOf(startOf(range.from) - daysIn(range) * DAY_MS), to: dayOf(startOf(range.from) - DAY_MS) })

/** What the server is asked for: it takes both days in whole. */
export const instantsOf = ({ from, to }: DayRange) => ({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` })

export const costsHref = ({ from, to }: DayRange, by?: string): string => `/costs?${new URLSearchParams({ from, to, ...(by ? { by } : {}) })}`

export const GROUPS = ['model', 'version', 'team', 'day'] as const
export type Group = (typeof GROUPS)[number]
