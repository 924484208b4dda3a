import type { SchemaElement } from 'hyparquet'
import type { ColumnType } from '#server/kernel/table/column.ts'
import { formatDecimal } from './decimal.ts'

/** How the decoded values of a column become cells. */
export type LeafKind = 'number' | 'integer' | 'decimal' | 'boolean' | 'date' | 'instant' | 'text' | 'binary' | 'time' | 'nothing'

/** A column of a flat Parquet schema. */
export interface Leaf {
  name: string
  type: ColumnType
  kind: LeafKind
  /** Digits after the point of a decimal; units in a second of a time of day. */
  scale: number
  /** What the decoder is told: decimals and times are taken raw, so that no double comes between. */
  element: SchemaElement
}

const bare = (element: SchemaElement): SchemaElement => ({ ...element, converted_type: undefined, logical_type: undefined })

const TIME_UNITS: Record<string, number> = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9, TIME_MILLIS: 1e3, TIME_MICROS: 1e6 }
const TEXTS = ['UTF8', 'STRING', 'ENUM', 'JSON']
const UNSUPPORTED = ['VARIANT', 'GEOMETRY', 'GEOGRAPHY', 'BSON', 'INTERVAL', 'MAP', 'LIST', 'MAP_KEY_VALUE']

/** What a leaf of the schema holds; null when this type is not supported. Types: parquet-format, LogicalTypes.md. */
export function leafOf(element: SchemaElement): Leaf | null {
  const { name, type, converted_type: converted, logical_type: logical } = element
  const said = logical?.type ?? converted
  const leaf = (columnType: ColumnType, kind: LeafKind, scale = 0, told = element): Leaf => ({ name, type: columnType, kind, scale, element: told })
  if (said !== undefined && UNSUPPORTED.includes(said)) return null
  if (said === 'DECIMAL') {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0)
    if (!(scale >= 0 && scale <= 100)) return null
    return leaf('decimal', 'decimal', scale, bare(element))
  }
  if (said === 'DATE') return type === 'INT32' ? leaf('date', 'date', 0, bare(element)) : null
  if (logical?.type === 'TIME' || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') {
    const unit = logical?.type === 'TIME' ? logical.unit : (converted ?? '')
    return leaf('string', 'time', TIME_UNITS[unit] ?? 1e3, bare(element))
  }
  if (logical?.type === 'TIMESTAMP' || converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS' || (type === 'INT96' && !converted)) {
    return leaf('timestamp', 'instant')
  }
  if (said === 'UUID') return leaf('string', 'text')
  if (said !== undefined && TEXTS.includes(said)) return leaf('string', 'text', 0, { ...bare(element), converted_type: 'UTF8' })
  if (said === 'NULL') return leaf('empty', 'nothing')
  if (said === 'FLOAT16' || type === 'FLOAT' || type === 'DOUBLE') return leaf('number', 'number')
  if (type === 'INT32' || type === 'INT64') return leaf('integer', 'integer')
  if (type === 'BOOLEAN') return leaf('boolean', 'boolean')
  if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') return leaf('binary', 'binary')
  return null
}

/** Exact text of a number of a leaf that a double holds exactly; undefined: as values are named. */
export const textOfNumber = ({ kind, scale }: Leaf): ((value: number) => string) | undefined =>
  kind === 'decimal' ? (value) => formatDecimal(BigInt(Math.round(value * 10 ** scale)), scale) : undefined
