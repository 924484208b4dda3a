const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
const MAX_EXACT = 2 ** 53

/** The text of an ASCII range, in pieces that fit an argument list. */
function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at += 4096) text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)))
  return text
}

/**
 * The double nearest to the decimal number in bytes [start, end) (`+1`, `-0.5`, `.5`, `1.`, `1e-3`, `-inf`); NaN when there is none.
 * Up to 2^53 in digits and 22 in powers of ten by one exact multiplication or division (Clinger 1990), else as `Number` does.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === 45
  let at = negative || bytes[start] === 43 ? start + 1 : start
  let mantissa = 0
  let digits = 0
  let fraction = 0
  let point = false
  for (; at < end; at++) {
    const byte = bytes[at]
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48)
      digits++
      if (point) fraction++
    } else if (byte === 46 && !point) point = true
    else break
  }
  if (at < end || mantissa > MAX_EXACT || fraction > 22 || digits === 0) return parseSlowly(bytes, start, end)
  const value = fraction === 0 ? mantissa : mantissa / POWERS[fraction]
  return negative ? -value : value
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  const text = asciiText(bytes, start, end)
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text)
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN
}
