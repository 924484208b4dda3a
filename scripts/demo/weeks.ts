/** A file with a week of requests, or a part of its rows: every `of`-th, from the `part`-th on. */
export interface Week {
  /** `<file>.csv` holds the requests, `<file>-labels.csv` what turned out later. */
  file: string
  part?: number
  of?: number
  /** By how many times sooner than the file says labels come. */
  labelsSooner?: number
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** A Monday, 00:00 UTC. */
const A_MONDAY = Date.parse('2026-01-05T00:00:00Z')

const mondayOf = (at: number): number => A_MONDAY + Math.floor((at - A_MONDAY) / WEEK_MS) * WEEK_MS

/** By how many milliseconds the times of a week are moved so that it becomes the one that many weeks ago; 1 is the last that has ended. */
export const shiftOf = (within: number, weeksAgo: number, now: number): number => mondayOf(now) - weeksAgo * WEEK_MS - mondayOf(within)

export const partOf = <T>(rows: T[], { part = 0, of = 1 }: Week): T[] => rows.filter((_, i) => i % of === part)

/** The weeks of the files one after another, each divided into as many weeks. */
export const dividedWeeks = (files: string[], of: number, options: Pick<Week, 'labelsSooner'> = {}): Week[] =>
  files.flatMap((file) => Array.from({ length: of }, (_, part) => ({ file, part, of, ...options })))
