/**
 * How the console writes numbers. Pure, locale-fixed (en, UTC), so that server and browser agree to the letter.
 * Missing values are written "–".
 */
import { formatDate, formatListTime } from './format-time.ts'

export const missing = '–'
const realMinus = '−'
const superscripts: Record<string, string> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '-': '⁻',
}

type Maybe = number | null | undefined

const absent = (value: Maybe): value is null | undefined => value == null || Number.isNaN(value)
const minus = (text: string) => text.replace('-', realMinus)
const grouped = (value: number, decimals: number) => value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
const superscript = (exponent: number) => [...String(exponent)].map((c) => superscripts[c] ?? c).join('')

/** Decimals that give `value` three significant digits, at most six. */
export function decimalsOf(value: number): number {
  const size = Math.abs(value)
  if (size === 0 || !Number.isFinite(size)) return 2
  return Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(size) + 1e-12)))
}

/** `3.1 × 10⁻⁷`: two significant digits. */
export function formatPower(value: number): string {
  if (value === 0) return '0'
  const [mantissa = '0', exponent = '0'] = value.toExponential(1).split('e')
  return `${minus(mantissa)} × 10${superscript(Number(exponent))}`
}

/** A metric with three significant digits, or the given decimals; very small ones as a power of ten. */
export function formatMetric(value: Maybe, decimals?: number): string {
  if (absent(value)) return missing
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${realMinus}∞`
  if (decimals === undefined && value !== 0 && Math.abs(value) < 1e-4) return formatPower(value)
  return minus(grouped(value, decimals ?? decimalsOf(value)))
}

/** A difference: explicit plus, real minus, zero unsigned. */
export function formatSigned(value: Maybe, decimals?: number): string {
  if (absent(value)) return missing
  const text = formatMetric(Math.abs(value), decimals)
  if (!/[1-9∞]/.test(text)) return text
  return value < 0 ? `${realMinus}${text}` : `+${text}`
}

/** A proportion in [0, 1] as `0.41 %`. */
export function formatPercent(value: Maybe, decimals?: number): string {
  if (absent(value)) return missing
  const percent = value * 100
  const auto = Math.abs(percent) >= 10 || percent === 0 ? 1 : 2
  return `${minus(grouped(percent, decimals ?? auto))} %`
}

/** A change of a proportion, in percentage points: `+0.7 pp`. */
export function formatPoints(value: Maybe, decimals = 1): string {
  return absent(value) ? missing : `${formatSigned(value * 100, decimals)} pp`
}

/** `0.806–0.818`; when a bound is negative, `−0.071 to −0.023`. */
export function formatInterval(lower: Maybe, upper: Maybe, decimals?: number, signed = false): string {
  if (absent(lower) || absent(upper)) return missing
  const places = decimals ?? Math.max(decimalsOf(lower), decimalsOf(upper))
  const write = (v: number) => (signed ? formatSigned(v, Math.min(places, 4)) : formatMetric(v, Math.min(places, 4)))
  return signed || lower < 0 || upper < 0 ? `${write(lower)} to ${write(upper)}` : `${write(lower)}–${write(upper)}`
}

/** An interval of proportions: `0.33–0.50 %`. */
export function formatPercentInterval(lower: Maybe, upper: Maybe, decimals = 1): string {
  if (absent(lower) || absent(upper)) return missing
  return `${formatInterval(lower * 100, upper * 100, decimals)} %`
}

/** p- and q-values: two digits, `< 10⁻⁹` below that. */
export function formatP(value: Maybe): string {
  if (absent(value)) return missing
  if (value < 1e-9) return '< 10⁻⁹'
  if (value < 1e-4) return formatPower(value)
  return value >= 0.995 ? '1.00' : String(Number(value.toPrecision(2)))
}

/** A count with thousands separators, never k or M. */
export function formatCount(value: Maybe): string {
  return absent(value) ? missing : minus(grouped(Math.round(value), 0))
}

const moneySigns: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' }

/** Money from a decimal string or number: `€1,588.85`; unit prices take `decimals: 3`, sentences 0. */
export function formatMoney(amount: string | number | null | undefined, currency = 'EUR', decimals = 2): string {
  if (amount == null || amount === '' || Number.isNaN(Number(amount))) return missing
  const value = Number(amount)
  const sign = moneySigns[currency] ?? `${currency} `
  return `${value < 0 ? realMinus : ''}${sign}${grouped(Math.abs(value), decimals)}`
}

/** A forecast in a sentence: whole currency, rounded to ten. */
export function formatForecast(amount: string | number, currency = 'EUR'): string {
  return formatMoney(Math.round(Number(amount) / 10) * 10, currency, 0)
}

/** A duration from milliseconds: `14.2 ms`, `3.4 s`, `3 min 41 s`, `2 h 5 min`, `21 d`. */
export function formatDuration(milliseconds: Maybe): string {
  if (absent(milliseconds)) return missing
  const ms = Math.max(0, milliseconds)
  if (ms < 1000) return `${grouped(ms, ms < 100 ? 1 : 0)} ms`
  const seconds = ms / 1000
  if (seconds < 60) return `${grouped(seconds, seconds < 10 ? 1 : 0)} s`
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string) =>
    small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`
  const whole = Math.round(seconds)
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 2880) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  return `${grouped(Math.round(minutes / 1440), 0)} d`
}

/** A size in bytes: `1.9 MB` (decimal units). */
export function formatBytes(bytes: Maybe): string {
  if (absent(bytes)) return missing
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${grouped(value, step === 0 || value >= 100 ? 0 : 1)} ${units[step]}`
}

/** `sha256:89e1…140c` for a digest, `019a9b42…a7f0` for an id; short texts stay whole. */
export function shortId(value: string): string {
  const [, scheme = '', body = value] = /^(sha\d+:)?(.*)$/.exec(value) ?? []
  if (body.length <= 14) return value
  const head = scheme ? 4 : 8
  return `${scheme}${body.slice(0, head)}…${body.slice(-4)}`
}

/** `1 version`, `3 versions`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const smallWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** For answers: whole numbers up to twelve in words. */
export function inWords(count: number): string {
  return smallWords[count] ?? formatCount(count)
}

/** A serialisable choice of format, for components that get their props from the server. */
export interface ValueFormat {
  readonly as: 'metric' | 'signed' | 'percent' | 'points' | 'p' | 'count' | 'money' | 'duration' | 'date' | 'day' | 'time' | 'text'
  readonly decimals?: number
  readonly currency?: string
}

/** Writes a value the way `format` says; dates are epoch milliseconds or ISO strings. */
export function formatValue(value: number | string | null | undefined, format: ValueFormat = { as: 'metric' }): string {
  if (value == null || value === '') return missing
  if (format.as === 'text') return String(value)
  if (format.as === 'date') return formatDate(value)
  if (format.as === 'day') return formatDate(value, 'day-month')
  if (format.as === 'time') return formatListTime(value, value)
  if (format.as === 'money') return formatMoney(value, format.currency, format.decimals)
  const number = Number(value)
  if (format.as === 'percent') return formatPercent(number, format.decimals)
  if (format.as === 'points') return formatPoints(number, format.decimals)
  if (format.as === 'signed') return formatSigned(number, format.decimals)
  if (format.as === 'count') return formatCount(number)
  if (format.as === 'p') return formatP(number)
  if (format.as === 'duration') return formatDuration(number)
  return formatMetric(number, format.decimals)
}
