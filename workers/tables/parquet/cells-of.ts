import type { Cells } from '../table-source.ts'
import { decimalNumber, formatDecimal, readBigEndian } from './decimal.ts'
import type { Leaf } from './leaf.ts'
import { ofCellSize } from './text-of.ts'

const MS_PER_DAY = 86_400_000

const numbers = (values: ArrayLike<unknown>, toNumber: (value: unknown) => number) => ({
  kind: 'numbers' as const,
  values: Float64Array.from({ length: values.length }, (_, i) => (values[i] === null || values[i] === undefined ? NaN : toNumber(values[i]))),
})
const texts = (values: ArrayLike<unknown>, toText: (value: unknown) => string): Cells => ({
  kind: 'texts',
  values: Array.from({ length: values.length }, (_, i) => (values[i] === null || values[i] === undefined ? null : toText(values[i]))),
})

/** Whole numbers as doubles, or all of them as exact text when one lies beyond ±2^53. */
function wholeNumbers(values: ArrayLike<unknown>): Cells {
  const cells = numbers(values, Number)
  for (const value of cells.values) if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return texts(values, String)
  return cells
}

const unscaledOf = (value: unknown): bigint => (value instanceof Uint8Array ? readBigEndian(value) : BigInt(value as bigint | number))

function decimals(values: ArrayLike<unknown>, scale: number): Cells {
  const parsed = new Float64Array(values.length).fill(NaN)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value === null || value === undefined) continue
    const number = decimalNumber(unscaledOf(value), scale)
    if (number === null) return texts(values, (held) => formatDecimal(unscaledOf(held), scale))
    parsed[i] = number
  }
  return { kind: 'numbers', values: parsed }
}

/** Time of day from units since midnight: `HH:MM:SS` and the fraction, without trailing zeros. */
function timeText(value: unknown, perSecond: number): string {
  const units = BigInt(value as bigint | number)
  const seconds = Number(units / BigInt(perSecond))
  const fraction = String(units % BigInt(perSecond))
    .padStart(String(perSecond).length - 1, '0')
    .replace(/0+$/, '')
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${fraction && `.${fraction}`}`
}

const textCell = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : String(value)

/** Values as the decoder gives them (null or undefined: missing) as cells; binary as base64. Throws TableRefusal. */
export function cellsOf(values: ArrayLike<unknown>, leaf: Leaf): Cells {
  switch (leaf.kind) {
    case 'integer':
      return wholeNumbers(values)
    case 'decimal':
      return decimals(values, leaf.scale)
    case 'date':
      return numbers(values, (days) => Number(days) * MS_PER_DAY)
    case 'text':
    case 'binary':
      return texts(values, (value) => ofCellSize(textCell(value), leaf))
    case 'time':
      return texts(values, (value) => timeText(value, leaf.scale))
    case 'nothing':
      return numbers(values, () => NaN)
    default:
      return numbers(values, Number)
  }
}
