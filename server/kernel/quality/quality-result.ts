import type { ColumnType } from '../table/column.ts'
import type { ExpectationResult } from './expectation.ts'
import type { ColumnSchema } from './infer-schema.ts'

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
  'timestamp-late',
  'timestamp-gap',
  'timestamp-outside',
  'mixed-spelling',
  'missing-words',
  'expectation-failed',
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

/** What a column of one side holds; every figure is exact. Of dates and timestamps in epoch milliseconds. */
export type ColumnFigures = {
  rows: number
  /** Rows without a value. */
  missing: number
  /** Different values that are neither missing nor infinite. */
  distinct: number
  /** Of numbers; absent where there are none. */
  infinite?: number
  /** Of numbers, over finite values; what is undefined or beyond the doubles is absent. */
  min?: number
  max?: number
  mean?: number
  median?: number
  standardDeviation?: number
  skewness?: number
  /** Excess over that of a normal distribution. */
  kurtosis?: number
  /** Interpolated linearly between order statistics. */
  quantiles?: { p01: number; p05: number; p25: number; p50: number; p75: number; p95: number; p99: number }
  /** Equal bins over the reference, the same on both sides; the last bin holds its upper edge. */
  histogram?: { edges: number[]; counts: number[]; below: number; above: number }
  /** The five most frequent values; of numbers those that come more than once. */
  top?: { value: string; count: number }[]
  /** Of texts, in UTF-16 units. */
  length?: { shortest: number; longest: number; mean: number }
}

export type QualityColumn = ColumnFigures & {
  name: string
  type: ColumnType
  /** The same column in the reference; absent when it is not there. */
  reference?: ColumnFigures & { type: ColumnType }
}

export type QualityResult = {
  n: number
  reference: { n: number }
  columns: QualityColumn[]
  findings: QualityFinding[]
  /** What the reference's columns are like. */
  schema: ColumnSchema[]
  /** What was expected of the rows: declared for the data set, or inferred from the reference. */
  expectations: ExpectationResult[]
}

/** From this share of rows on a finding in a feature blocks. */
export const BLOCKING_SHARE = 0.1
/** A finding is reported when chance alone would give it with less than this probability. */
export const CHANCE = 1e-4

/** The severity of a counted finding: it blocks in a feature, from a tenth of the rows on. */
export const severityOf = (feature: boolean, count: number, rows: number): Severity => (feature && count >= BLOCKING_SHARE * rows ? 'blocking' : 'warning')

/** A share of rows for a sentence. */
export const percent = (share: number): string => (share > 0 && share < 0.001 ? 'under 0.1 %' : `${Number((share * 100).toFixed(1))} %`)
