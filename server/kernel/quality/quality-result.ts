import type { ColumnType } from '../table/column.ts'

export const QUALITY_CODES = [
  'no-rows',
  'few-rows',
  'column-absent',
  'column-empty',
  'column-constant',
  'type-changed',
  'missing-rose',
  'missing-fell',
  'unseen-category',
  'out-of-range',
  'scale-changed',
  'infinite-values',
  'duplicate-rows',
  'duplicate-entity',
  'entity-missing',
  'timestamp-missing',
  'timestamp-outlier',
  'timestamp-stale',
] as const
export type QualityCode = (typeof QUALITY_CODES)[number]
export type Severity = 'blocking' | 'warning'

export type QualityFinding = {
  code: QualityCode
  column?: string
  /** Rows concerned. */
  count: number
  severity: Severity
  /** What is wrong, with the numbers, and what to do. */
  detail: string
  /** Up to five row indexes, from 0. */
  examples?: number[]
}

export type ColumnProfile = {
  name: string
  type: ColumnType
  /** Rows without a value. */
  missing: number
  distinct: number
  /** Numbers, over finite values; of dates and timestamps epoch milliseconds. Absent where there are none. */
  min?: number
  max?: number
  mean?: number
  median?: number
  standardDeviation?: number
  infinite?: number
  /** Texts: the five most frequent values. */
  top?: { value: string; count: number }[]
}

export type QualityResult = {
  n: number
  reference: { n: number }
  columns: ColumnProfile[]
  findings: QualityFinding[]
}

/** From this share of rows on a finding in a feature blocks. */
export const BLOCKING_SHARE = 0.1
/** A finding is reported when chance alone would give it with less than this probability. */
export const CHANCE = 1e-4

/** The severity of a counted finding: it blocks in a feature, from a tenth of the rows on. */
export const severityOf = (feature: boolean, count: number, rows: number): Severity => (feature && count >= BLOCKING_SHARE * rows ? 'blocking' : 'warning')

/** A share of rows for a sentence. */
export const percent = (share: number): string => (share > 0 && share < 0.001 ? 'under 0.1 %' : `${Number((share * 100).toFixed(1))} %`)
