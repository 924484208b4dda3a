import { describe, expect, it } from 'vitest'
import { dividedWeeks, partOf, shiftOf } from './weeks.ts'

const DAY = 86_400_000

describe('weeks of the demo', () => {
  it.each(['2026-11-23T00:00:00Z', '2026-11-25T17:00:00Z', '2026-11-29T23:59:59Z'])('puts a week into the last one that has ended before %s', (now) => {
    const within = Date.parse('2026-10-07T12:34:56Z')
    const moved = new Date(within + shiftOf(within, 1, Date.parse(now)))
    expect(moved.toISOString()).toBe('2026-11-18T12:34:56.000Z')
  })

  it('moves by whole weeks, and one further for each week ago', () => {
    const [within, now] = [Date.parse('2026-09-01T08:00:00Z'), Date.parse('2027-03-03T03:00:00Z')]
    const shifts = [6, 5, 4, 3, 2, 1].map((ago) => shiftOf(within, ago, now))
    expect(shifts.every((shift) => shift % (7 * DAY) === 0)).toBe(true)
    expect(shifts.slice(1).map((shift, i) => shift - (shifts[i] ?? 0))).toEqual([7, 7, 7, 7, 7].map((days) => days * DAY))
  })

  it('divides the rows of a file among weeks, each row into one', () => {
    const weeks = dividedWeeks(['a', 'b'], 3)
    expect(weeks.map(({ file, part }) => `${file}${part}`)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2'])
    const rows = [0, 1, 2, 3, 4, 5, 6]
    expect(
      weeks
        .slice(0, 3)
        .flatMap((week) => partOf(rows, week))
        .toSorted(),
    ).toEqual(rows)
    expect(partOf(rows, { file: 'a' })).toEqual(rows)
  })
})
