import { dayOf } from '../costs/costs-range.ts'

/** Which days a timeline shows, as its address says; whole days in UTC, both ends included. Pure. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** The last so many days, all of them, or two days that were picked. */
export type AskedRange = { readonly last: number } | { readonly last: 'all' } | Days

export const DAY_MS = 86_400_000
export const USUAL = [7, 30, 90] as const
const DEFAULT = { last: 90 } as const
/** Shorter than this an axis says nothing. */
const LEAST_DAYS = 7
const DAY = /^\d{4}-\d{2}-\d{2}$/

export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const isDay = (text: string | undefined): text is string =>
  text !== undefined && DAY.test(text) && !Number.isNaN(startOf(text)) && dayOf(startOf(text)) === text
export const addDays = (day: string, days: number): string => dayOf(startOf(day) + days * DAY_MS)
/** How many days lie in a range, both ends counted. */
export const countDays = ({ from, to }: Days): number => Math.round((startOf(to) - startOf(from)) / DAY_MS) + 1

/** The range that an address asks for; ninety days when it asks for none, or for one that is none. */
export function askedRange(params: { readonly days?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined }): AskedRange {
  const { days, from, to } = params
  if (isDay(from) && isDay(to) && from <= to) return { from, to }
  if (days === 'all') return { last: 'all' }
  const usual = USUAL.find((each) => String(each) === days)
  return usual ? { last: usual } : DEFAULT
}

/** What the server is asked for: windows that begin and days that lie in the range. */
export function healthInput(model: string, range: AskedRange, today: string) {
  if ('from' in range) return { model, from: `${range.from}T00:00:00Z`, to: `${addDays(range.to, 1)}T00:00:00Z` }
  if (range.last === 'all') return { model }
  return { model, from: `${addDays(today, 1 - range.last)}T00:00:00Z`, to: `${addDays(today, 1)}T00:00:00Z` }
}

/** The days of the axis: never before the first thing that happened where a number of days was asked for, and a week at least. */
export function shownDays(range: AskedRange, since: string, today: string): Days {
  if ('from' in range) {
    const to = range.to > today ? today : range.to
    return { from: range.from > to ? to : range.from, to }
  }
  const first = dayOf(Date.parse(since))
  const asked = range.last === 'all' ? first : addDays(today, 1 - range.last)
  const from = asked < first ? first : asked
  const week = addDays(today, 1 - LEAST_DAYS)
  return { from: from > week ? week : from, to: today }
}

export const isAsked = (range: AskedRange, last: number | 'all'): boolean => 'last' in range && range.last === last

export function healthHref(model: string, range: AskedRange, day?: string | null): string {
  const query = new URLSearchParams('from' in range ? { from: range.from, to: range.to } : { days: String(range.last) })
  if (day) query.set('day', day)
  return `/models/${encodeURIComponent(model)}/health?${query}`
}

/** Half as many days round the day that is looked at, or twice as many; inside [first, today], a week at least. */
export function zoomed(shown: Days, around: string, factor: 0.5 | 2, first: string, today: string): Days {
  const days = Math.max(LEAST_DAYS, Math.round(countDays(shown) * factor))
  const middle = around >= shown.from && around <= shown.to ? around : addDays(shown.from, Math.floor(countDays(shown) / 2))
  const earliest = first < addDays(today, 1 - LEAST_DAYS) ? first : addDays(today, 1 - LEAST_DAYS)
  let from = addDays(middle, -Math.floor(days / 2))
  if (addDays(from, days - 1) > today) from = addDays(today, 1 - days)
  if (from < earliest) from = earliest
  const to = addDays(from, days - 1)
  return { from, to: to > today ? today : to }
}
