import type { SchemaElement } from 'hyparquet'
import { fromHalf } from '#server/kernel/tensor/half.ts'
import type { Leaf } from '../leaf.ts'

/** How values of one column lie in plain encoding, and what they stand for. */
export interface PlainNumbers {
  /** Bytes a value. */
  width: number
  /** The first `count` values as doubles; null when one of them is not a double (integers beyond 2^53, long decimals). */
  toNumbers(bytes: Uint8Array, count: number): Float64Array | null
}

const MS_PER_DAY = 86_400_000
const WORD = 2 ** 32
const MAX_UNSCALED = 1e15

/** `length` bytes as an aligned view. */
const aligned = (bytes: Uint8Array, length: number): ArrayBuffer => {
  const copy = new Uint8Array(length)
  copy.set(bytes.subarray(0, length))
  return copy.buffer
}

const map32 =
  (read: (buffer: ArrayBuffer) => Int32Array | Uint32Array | Float32Array) =>
  (bytes: Uint8Array, count: number): Float64Array =>
    new Float64Array(read(aligned(bytes, count * 4)))

/** Whole numbers of 64 bits; null when one lies beyond ±2^53. */
function whole64(bytes: Uint8Array, count: number, signed: boolean): Float64Array | null {
  const buffer = aligned(bytes, count * 8)
  const low = new Uint32Array(buffer)
  const high = signed ? new Int32Array(buffer) : low
  const values = new Float64Array(buffer)
  for (let i = 0; i < count; i++) {
    const value = high[2 * i + 1] * WORD + low[2 * i]
    if (value > Number.MAX_SAFE_INTEGER || value < -Number.MAX_SAFE_INTEGER) return null
    values[i] = value
  }
  return values
}

/** Instants in `perMillisecond`ths of a millisecond as milliseconds with their fraction: whole part and fraction each exact, then added. */
function instants(bytes: Uint8Array, count: number, perMillisecond: number): Float64Array {
  const buffer = aligned(bytes, count * 8)
  const low = new Uint32Array(buffer)
  const high = new Int32Array(buffer)
  const values = new Float64Array(buffer)
  for (let i = 0; i < count; i++) {
    const top = Math.floor(high[2 * i + 1] / perMillisecond)
    const rest = (high[2 * i + 1] - top * perMillisecond) * WORD + low[2 * i]
    const fraction = rest % perMillisecond
    // Divided towards 0, as whole numbers are.
    const before = top < 0 && fraction > 0 ? 1 : 0
    values[i] = top * WORD + ((rest - fraction) / perMillisecond + before) + (fraction - before * perMillisecond) / perMillisecond
  }
  return values
}

/** Decimals out of their unscaled values; null when one has more digits than a double keeps. */
function scaled(unscaled: Float64Array | null, scale: number): Float64Array | null {
  if (!unscaled) return null
  const factor = 10 ** scale
  for (let i = 0; i < unscaled.length; i++) {
    if (!(Math.abs(unscaled[i]) < MAX_UNSCALED)) return null
    unscaled[i] /= factor
  }
  return unscaled
}

/** Signed big-endian integers of `width` bytes; those that doubles do not hold become infinite. */
function bigEndian(bytes: Uint8Array, count: number, width: number): Float64Array {
  const values = new Float64Array(count)
  for (let i = 0, at = 0; i < count; i++, at += width) {
    const negative = bytes[at] > 127
    const fill = negative ? 255 : 0
    // Two's complement: the value is that of the turned bytes, less one, turned.
    let magnitude = 0
    for (let k = 0; k < width; k++) magnitude = magnitude * 256 + (bytes[at + k] ^ fill)
    values[i] = magnitude > Number.MAX_SAFE_INTEGER ? Infinity : negative ? -magnitude - 1 : magnitude
  }
  return values
}

const isUnsigned = ({ converted_type: converted, logical_type: logical }: SchemaElement, bits: 32 | 64): boolean =>
  converted === `UINT_${bits}` || (logical?.type === 'INTEGER' && logical.bitWidth === bits && !logical.isSigned)

function integers(element: SchemaElement): PlainNumbers | null {
  if (element.type === 'INT32') {
    return { width: 4, toNumbers: map32(isUnsigned(element, 32) ? (buffer) => new Uint32Array(buffer) : (buffer) => new Int32Array(buffer)) }
  }
  if (element.type !== 'INT64') return null
  const signed = !isUnsigned(element, 64)
  return { width: 8, toNumbers: (bytes, count) => whole64(bytes, count, signed) }
}

function decimals(element: SchemaElement, scale: number): PlainNumbers | null {
  if (scale > 22) return null
  if (element.type === 'FIXED_LEN_BYTE_ARRAY' && element.type_length) {
    const width = element.type_length
    return { width, toNumbers: (bytes, count) => scaled(bigEndian(bytes, count, width), scale) }
  }
  const plain = integers(element)
  return plain && { width: plain.width, toNumbers: (bytes, count) => scaled(plain.toNumbers(bytes, count), scale) }
}

function floats({ type, type_length: length }: SchemaElement): PlainNumbers | null {
  if (type === 'DOUBLE') return { width: 8, toNumbers: (bytes, count) => new Float64Array(aligned(bytes, count * 8)) }
  if (type === 'FLOAT') return { width: 4, toNumbers: map32((buffer) => new Float32Array(buffer)) }
  if (type !== 'FIXED_LEN_BYTE_ARRAY' || length !== 2) return null
  return { width: 2, toNumbers: (bytes, count) => Float64Array.from({ length: count }, (_, i) => fromHalf(bytes[2 * i] | (bytes[2 * i + 1] << 8))) }
}

const PER_MILLISECOND: Record<string, number> = { MILLIS: 1, MICROS: 1e3, NANOS: 1e6, TIMESTAMP_MILLIS: 1, TIMESTAMP_MICROS: 1e3 }

/** How the numbers of a column are read from plain bytes; null for columns that are not numbers, or not of fixed width. */
export function plainNumbersOf({ kind, element, scale }: Leaf): PlainNumbers | null {
  switch (kind) {
    case 'number':
      return floats(element)
    case 'integer':
      return integers(element)
    case 'decimal':
      return decimals(element, scale)
    case 'date':
      return { width: 4, toNumbers: (bytes, count) => map32((buffer) => new Int32Array(buffer))(bytes, count).map((days) => days * MS_PER_DAY) }
    case 'instant': {
      const { type, converted_type: converted, logical_type: logical } = element
      const per = PER_MILLISECOND[converted ?? (logical?.type === 'TIMESTAMP' ? logical.unit : '')]
      return type === 'INT64' && per ? { width: 8, toNumbers: (bytes, count) => instants(bytes, count, per) } : null
    }
    default:
      return null
  }
}
