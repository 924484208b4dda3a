import { shareTest } from '../drift/share-test.ts'
import { welchTestOfMoments } from '../drift/tests/mean-tests.ts'
import { centredMoments, mergedMoments, unitFor } from '../numbers/centred-moments.ts'
import type { CentredMoments } from '../numbers/centred-moments.ts'
import { benjaminiHochberg } from '../numbers/multiple-testing.ts'
import type { Measure } from '../numbers/measure.ts'
import { meanOf } from './error-measures.ts'
import type { PerformanceInput } from './assess-performance.ts'
import { shareOf } from './share-measures.ts'

export interface SegmentColumn {
  column: string
  /** Index into `names` a row; -1: not known. */
  codes: Int32Array
  names: readonly string[]
}

export interface Segment {
  column: string
  value: string
  n: number
  /** Accuracy or mean absolute error of its rows. */
  measure: Measure
  /** The same of the other evaluated rows that have a value of the column. */
  rest: number
  /** Positive where the segment does worse than the rest. */
  worse: number
  /** Of no difference between segment and rest; null where it cannot be tested. */
  pValue: number | null
  /** At a false discovery rate over all segments (Benjamini-Hochberg). */
  adjustedPValue: number | null
}

export interface SegmentsResult {
  metric: 'accuracy' | 'mae'
  minimumRows: number
  /** Worst first. */
  items: Segment[]
  /** Values with fewer rows, which are not judged. */
  tooSmall: { column: string; values: number; rows: number }[]
  /** Columns that do not divide into few enough values, and those beyond the first 12. */
  notDivided: { column: string; values: number; reason: 'too-many-values' | 'too-many-columns' }[]
}

/** Fewer rows say too little of a segment. */
const MINIMUM_ROWS = 30
/** More values are no segments that a person could act on. */
const MOST_VALUES = 20
/** More columns would say little of any. */
const MOST_COLUMNS = 12

/** How wrong each evaluated row is: 0 or 1 for decisions, the distance for predictions; NaN for rows without truth or score. */
function errorsOf(input: PerformanceInput): Float64Array {
  switch (input.task) {
    case 'binary':
      return Float64Array.from(input.scores, (score, row) =>
        input.truth[row] > 1 || !Number.isFinite(score) ? Number.NaN : Number(score >= input.threshold !== (input.truth[row] === 1)),
      )
    case 'multiclass':
      return Float64Array.from(input.predicted, (code, row) => (code < 0 || input.truth[row] < 0 ? Number.NaN : Number(code !== input.truth[row])))
    case 'regression':
      return Float64Array.from(input.predicted, (value, row) => {
        const error = Math.abs(value - input.truth[row])
        return Number.isFinite(error) ? error : Number.NaN
      })
  }
}

/** Errors of each value of a column, in the order of rows; rows without a value or an error are in none. */
function errorsByCode(errors: Float64Array, codes: Int32Array, values: number): Float64Array[] {
  const sizes = new Uint32Array(values)
  const known = (row: number) => codes[row] >= 0 && !Number.isNaN(errors[row])
  for (let row = 0; row < errors.length; row++) if (known(row)) sizes[codes[row]]++
  const held = Array.from(sizes, (size) => new Float64Array(size))
  const filled = new Uint32Array(values)
  for (let row = 0; row < errors.length; row++) if (known(row)) held[codes[row]][filled[codes[row]]++] = errors[row]
  return held
}

type Judged = Pick<Segment, 'measure' | 'rest' | 'worse' | 'pValue'>
type Judge = (code: number) => Judged

function judgeDecisions(errors: readonly Float64Array[], rows: number): Judge {
  const wrong = errors.map((own) => own.reduce((count, error) => count + error, 0))
  const all = wrong.reduce((sum, count) => sum + count, 0)
  return (code) => {
    const [n, hits] = [errors[code].length, wrong[code]]
    const [m, others] = [rows - n, all - hits]
    return {
      measure: shareOf(n - hits, n, 'no-rows'),
      rest: 1 - others / m,
      worse: hits / n - others / m,
      pValue: shareTest({ hits, rows: n }, { hits: others, rows: m }).pValue,
    }
  }
}

function judgePredictions(errors: readonly Float64Array[], reach: number): Judge {
  const unit = unitFor(reach)
  const centre = (errors.find((own) => own.length > 0)?.[0] ?? 0) * unit
  const moments: CentredMoments[] = errors.map((own) => (own.length === 0 ? { n: 0, sum: 0, squares: 0 } : centredMoments(own, centre, unit)))
  const meanOfMoments = ({ n, sum }: CentredMoments) => (sum / n + centre) / unit
  return (code) => {
    const others = mergedMoments(moments.filter((_, other) => other !== code))
    const test = welchTestOfMoments(moments[code], others)
    const [own, rest] = [meanOfMoments(moments[code]), meanOfMoments(others)]
    return {
      measure: meanOf(errors[code].length, (row) => errors[code][row], reach),
      rest,
      worse: own - rest,
      pValue: 'pValue' in test ? test.pValue : null,
    }
  }
}

/**
 * Where does the model do worse than elsewhere? Of each value of each column: accuracy (decisions) or mean absolute error
 * (predictions of a number) with its interval, against all other rows with a value of the column (χ² or Fisher's exact test;
 * Welch's t), corrected over all segments of the first 12 columns. Rows without truth or score are left out, as in `assessPerformance`; values with fewer than 30 rows, or
 * with fewer than 30 other rows, are counted and not judged. Throws RangeError when lengths do not fit each other.
 */
export function assessSegments(input: PerformanceInput, columns: readonly SegmentColumn[]): SegmentsResult {
  const errors = errorsOf(input)
  const items: Segment[] = []
  const [tooSmall, notDivided]: [SegmentsResult['tooSmall'], SegmentsResult['notDivided']] = [[], []]
  const reach = errors.reduce((most, error) => (error > most ? error : most), 0)
  for (const [at, { column, codes, names }] of columns.entries()) {
    if (codes.length !== errors.length) throw new RangeError(`${codes.length} values of ${column} for ${errors.length} rows`)
    if (at >= MOST_COLUMNS || names.length > MOST_VALUES) {
      notDivided.push({ column, values: names.length, reason: at >= MOST_COLUMNS ? 'too-many-columns' : 'too-many-values' })
      continue
    }
    const held = errorsByCode(errors, codes, names.length)
    const evaluated = held.reduce((rows, own) => rows + own.length, 0)
    const judge = input.task === 'regression' ? judgePredictions(held, reach) : judgeDecisions(held, evaluated)
    const small = { column, values: 0, rows: 0 }
    for (const [code, value] of names.entries()) {
      const n = held[code].length
      if (n === 0) continue
      if (n < MINIMUM_ROWS || evaluated - n < MINIMUM_ROWS) {
        small.values++
        small.rows += n
      } else items.push({ column, value, n, ...judge(code), adjustedPValue: null })
    }
    if (small.values > 0) tooSmall.push(small)
  }
  const tested = items.filter(({ pValue }) => pValue !== null)
  for (const [i, adjusted] of benjaminiHochberg(tested.map(({ pValue }) => pValue ?? 1)).entries()) tested[i].adjustedPValue = adjusted
  items.sort((a, b) => b.worse - a.worse || b.n - a.n)
  return { metric: input.task === 'regression' ? 'mae' : 'accuracy', minimumRows: MINIMUM_ROWS, items, tooSmall, notDivided }
}
