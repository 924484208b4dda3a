import { parseDate, parseTimestamp } from './calendar.ts'
import { parseNumber } from './parse-number.ts'

/** What one cell of text looks like by itself; the type of a column follows from all its cells. */
export const CELL_CLASSES = [
  'empty',
  'missing-word',
  'integer',
  'long-integer',
  'number',
  'infinite',
  'boolean',
  'date',
  'timestamp',
  'text',
  'padded-number',
  'local-number',
  'local-date',
] as const
export type CellClassName = (typeof CELL_CLASSES)[number]

const code = (name: CellClassName): number => CELL_CLASSES.indexOf(name)
const EMPTY = code('empty')
const MISSING = code('missing-word')
const INTEGER = code('integer')
const LONG = code('long-integer')
const NUMBER = code('number')
const INFINITE = code('infinite')
const BOOLEAN = code('boolean')
const DATE = code('date')
const TIMESTAMP = code('timestamp')
const TEXT = code('text')
const PADDED = code('padded-number')
const LOCAL_NUMBER = code('local-number')
const LOCAL_DATE = code('local-date')

/** Spellings of a missing value, beside the empty cell, in a column whose other cells are not text. */
export const MISSING_WORDS = ['NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', '-NaN', '-nan', 'null', 'NULL', 'None'] as const

const words = new Map<string, number>([
  ...MISSING_WORDS.map((word): [string, number] => [word, MISSING]),
  ...['true', 'false'].flatMap((word): [string, number][] => casings(word).map((spelled) => [spelled, BOOLEAN])),
  ...['inf', 'infinity'].flatMap((word) => casings(word).flatMap((spelled): [string, number][] => ['', '+', '-'].map((sign) => [sign + spelled, INFINITE]))),
])
const LONGEST_WORD = 9

function casings(word: string): string[] {
  return [word, word.toUpperCase(), word[0].toUpperCase() + word.slice(1)]
}

/** ASCII text of a short range; '' when a byte is not ASCII. */
function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) {
    if (bytes[i] > 126) return ''
    text += String.fromCharCode(bytes[i])
  }
  return text
}

const isBlank = (byte: number): boolean => byte === 32 || byte === 9
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** First byte of a cell that is not a blank (space, tab). */
export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isBlank(bytes[at])) at++
  return at
}

/** One past the last byte of a cell that is not a blank. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && isBlank(bytes[at - 1])) at--
  return at
}

const LOCAL_NUMBERS = /^[+-]?\d{1,3}(?:[.\u2019' ]\d{3})*,\d+$|^[+-]?\d+,\d+$|^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const LOCAL_DATES =
  /^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?:[ T]\d.*)?$|^\d{1,2}[ .-]*[A-Za-z]{3,9}[ .,-]*\d{4}$|^[A-Za-z]{3,9}\.? \d{1,2},? \d{4}$/
const LONGEST_LOCAL = 32

/** Class of text that is neither a number nor an ISO date: telling local formats from prose makes a finding that helps. */
function textClass(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= LONGEST_WORD) {
    const known = words.get(asciiText(bytes, start, end))
    if (known !== undefined) return known
  }
  const looksLocal = end - start >= 3 && end - start <= LONGEST_LOCAL && isDigit(bytes[end - 1])
  if (!looksLocal) return TEXT
  const text = asciiText(bytes, start, end)
  if (LOCAL_DATES.test(text)) return LOCAL_DATE
  return LOCAL_NUMBERS.test(text) ? LOCAL_NUMBER : TEXT
}

/** Index into CELL_CLASSES of the UTF-8 text in bytes [start, end); blanks around it do not count. */
export function classifyCell(bytes: Uint8Array, start: number, end: number): number {
  const from = trimStart(bytes, start, end)
  const to = trimEnd(bytes, from, end)
  if (from === to) return EMPTY
  const signed = bytes[from] === 45 || bytes[from] === 43
  const whole = signed ? from + 1 : from
  let at = whole
  while (at < to && isDigit(bytes[at])) at++
  const wholeDigits = at - whole
  const padded = wholeDigits > 1 && bytes[whole] === 48
  if (at === to && wholeDigits > 0) {
    if (padded) return PADDED
    if (wholeDigits <= 15) return INTEGER
    return Number.isSafeInteger(parseNumber(bytes, from, to)) ? INTEGER : LONG
  }
  if (wholeDigits === 4 && !signed && bytes[at] === 45) {
    if (!Number.isNaN(parseDate(bytes, from, to))) return DATE
    if (!Number.isNaN(parseTimestamp(bytes, from, to))) return TIMESTAMP
    return textClass(bytes, from, to)
  }
  let fraction = 0
  if (bytes[at] === 46 && at < to) {
    const first = ++at
    while (at < to && isDigit(bytes[at])) at++
    fraction = at - first
  }
  if (wholeDigits + fraction === 0) return textClass(bytes, from, to)
  if (at < to && (bytes[at] | 32) === 101) {
    at++
    if (at < to && (bytes[at] === 45 || bytes[at] === 43)) at++
    const first = at
    while (at < to && isDigit(bytes[at])) at++
    if (at === first) return TEXT
  }
  if (at < to) return textClass(bytes, from, to)
  if (padded) return PADDED
  return Number.isFinite(parseNumber(bytes, from, to)) ? NUMBER : INFINITE
}
