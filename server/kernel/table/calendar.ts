const MS_PER_DAY = 86_400_000
const MS_PER_MINUTE = 60_000
const ZERO = 48

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : DAYS[month - 1])

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** `count` digits at `at` as a number, or -1. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = bytes[i] - ZERO
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Epoch milliseconds of `YYYY-MM-DD` in bytes [start, end), a day that exists; NaN when it is anything else. */
export function parseDate(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return NaN
  const year = digits(bytes, start, 4)
  const month = digits(bytes, start + 5, 2)
  const day = digits(bytes, start + 8, 2)
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN
  return daysFromCivil(year, month, day) * MS_PER_DAY
}

/** Minutes east of UTC of `Z`, `±HH:MM` or `±HHMM` in [at, end); 0 when there is none; NaN when it is anything else. */
function parseZone(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0
  const sign = bytes[at]
  if (sign === 90 || sign === 122) return at + 1 === end ? 0 : NaN
  if (sign !== 43 && sign !== 45) return NaN
  const colon = bytes[at + 3] === 58 ? 1 : 0
  const hours = digits(bytes, at + 1, 2)
  const minutes = digits(bytes, at + 3 + colon, 2)
  if (at + 5 + colon !== end || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return NaN
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes)
}

/**
 * Epoch milliseconds (with a fraction below the millisecond) of an ISO 8601 instant in bytes [start, end):
 * `YYYY-MM-DD`, `T` or a blank, `HH:MM`, seconds and fraction at will, a zone or none (then UTC). NaN when it is anything else;
 * the 60th second is, for JavaScript has no such instant.
 */
export function parseTimestamp(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 16 || (bytes[start + 10] !== 84 && bytes[start + 10] !== 32) || bytes[start + 13] !== 58) return NaN
  const day = parseDate(bytes, start, start + 10)
  const hour = digits(bytes, start + 11, 2)
  const minute = digits(bytes, start + 14, 2)
  if (Number.isNaN(day) || hour < 0 || hour > 23 || minute < 0 || minute > 59) return NaN
  let at = start + 16
  let milliseconds = 0
  if (at < end && bytes[at] === 58) {
    const second = at + 3 <= end ? digits(bytes, at + 1, 2) : -1
    if (second < 0 || second > 59) return NaN
    milliseconds = second * 1000
    at += 3
    if (at < end && bytes[at] === 46) {
      const first = ++at
      let scale = 100
      for (; at < end && bytes[at] >= ZERO && bytes[at] <= 57; at++) {
        milliseconds += (bytes[at] - ZERO) * scale
        scale /= 10
      }
      if (at === first) return NaN
    }
  }
  return day + (hour * 60 + minute - parseZone(bytes, at, end)) * MS_PER_MINUTE + milliseconds
}
