const DAY_MS = 86_400_000

/** The day in UTC: `2026-11-25`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const addDays = (day: string, days: number): string => dayOf(new Date(startOf(day) + days * DAY_MS))
export const daysBetween = (from: string, to: string): number => Math.round((startOf(to) - startOf(from)) / DAY_MS)

export interface Month {
  /** `2026-11` */
  month: string
  first: string
  last: string
}

/** The month in UTC that holds a day. */
export function monthOf(day: string): Month {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return { month: day.slice(0, 7), first: `${day.slice(0, 7)}-01`, last: dayOf(new Date(Date.UTC(year, month, 0))) }
}
