import { shareTest } from '../drift/share-test.ts'
import { welchTest } from '../drift/tests/mean-tests.ts'
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
  /** The same of all other evaluated rows. */
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
  /** Columns that do not divide into few enough values. */
  notDivided: { column: string; values: number }[]
}

/** Fewer rows say too little of a segment. */
const MINIMUM_ROWS = 30
/** More values are no segments that a person could act on. */
const MOST_VALUES = 20

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

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

function decisionSegment(errors: Float64Array, others: Float64Array): Pick<Segment, 'measure' | 'rest' | 'worse' | 'pValue'> {
  const [n, m, wrong, wrongRest] = [errors.length, others.length, sum(errors), sum(others)]
  const rest = 1 - wrongRest / m
  return {
    measure: shareOf(n - wrong, n, 'no-rows'),
    rest,
    worse: wrong / n - wrongRest / m,
    pValue: shareTest({ hits: wrong, rows: n }, { hits: wrongRest, rows: m }).pValue,
  }
}

function predictionSegment(errors: Float64Array, others: Float64Array, reach: number): Pick<Segment, 'measure' | 'rest' | 'worse' | 'pValue'> {
  const test = welchTest(errors, others)
  const rest = sum(others) / others.length
  return {
    measure: meanOf(errors.length, (row) => errors[row], reach),
    rest,
    worse: sum(errors) / errors.length - rest,
    pValue: 'pValue' in test ? test.pValue : null,
  }
}

/**
 * Where does the model do worse than elsewhere? Of each value of each column: accuracy (decisions) or mean absolute error
 * (predictions of a number) with its interval, against all other rows (χ² or Fisher's exact test; Welch's t), corrected over
 * all segments. Rows without truth or score are left out, as in `assessPerformance`; values with fewer than 30 rows, or
 * with fewer than 30 other rows, are counted and not judged. Throws RangeError when lengths do not fit each other.
 */
export function assessSegments(input: PerformanceInput, columns: readonly SegmentColumn[]): SegmentsResult {
  const errors = errorsOf(input)
  const items: Segment[] = []
  const [tooSmall, notDivided]: [SegmentsResult['tooSmall'], SegmentsResult['notDivided']] = [[], []]
  const reach = errors.reduce((most, error) => (error > most ? error : most), 0)
  for (const { column, codes, names } of columns) {
    if (codes.length !== errors.length) throw new RangeError(`${codes.length} values of ${column} for ${errors.length} rows`)
    const evaluated = errors.reduce((count, error, row) => count + (codes[row] >= 0 && !Number.isNaN(error) ? 1 : 0), 0)
    if (names.length > MOST_VALUES) {
      notDivided.push({ column, values: names.length })
      continue
    }
    const small = { column, values: 0, rows: 0 }
    for (const [code, value] of names.entries()) {
      const own = errors.filter((error, row) => codes[row] === code && !Number.isNaN(error))
      if (own.length === 0) continue
      if (own.length < MINIMUM_ROWS || evaluated - own.length < MINIMUM_ROWS) {
        small.values++
        small.rows += own.length
        continue
      }
      const others = errors.filter((error, row) => codes[row] >= 0 && codes[row] !== code && !Number.isNaN(error))
      const found = input.task === 'regression' ? predictionSegment(own, others, reach) : decisionSegment(own, others)
      items.push({ column, value, n: own.length, ...found, adjustedPValue: null })
    }
    if (small.values > 0) tooSmall.push(small)
  }
  const tested = items.filter(({ pValue }) => pValue !== null)
  for (const [i, adjusted] of benjaminiHochberg(tested.map(({ pValue }) => pValue ?? 1)).entries()) tested[i].adjustedPValue = adjusted
  items.sort((a, b) => b.worse - a.worse || b.n - a.n)
  return { metric: input.task === 'regression' ? 'mae' : 'accuracy', minimumRows: MINIMUM_ROWS, items, tooSmall, notDivided }
}
