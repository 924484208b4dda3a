import { undefinedBecause } from '../../numbers/measure.ts'
import type { Undefined } from '../../numbers/measure.ts'
import { fisherExact } from '../fisher-exact.ts'
import { andersonDarlingTest } from './anderson-darling-test.ts'
import { gTest } from './contingency-tests.ts'
import { cramerVonMisesTest } from './cramer-von-mises-test.ts'
import { discrepancyTest } from './discrepancy-test.ts'
import { energyTest } from './energy-test.ts'
import { leveneTest } from './levene-test.ts'
import { mannWhitneyExact, mannWhitneyTest } from './mann-whitney-test.ts'
import { studentTest, welchTest, zTest } from './mean-tests.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

/** Samples of up to this many values without ties take the exact law of Mann and Whitney. */
const EXACT_SIZE = 30

function mannWhitney(first: Float64Array, second: Float64Array): TwoSampleTest {
  const { statistic, pValue, tied } = mannWhitneyTest(first, second)
  const exact = !tied && Math.max(first.length, second.length) <= EXACT_SIZE
  return { statistic, pValue: exact ? mannWhitneyExact(first.length, second.length, statistic) : pValue }
}

/** What a further test found, or why it has no answer. Null statistic: an odds ratio without bound, which has a p-value all the same. */
export type FurtherResult = { statistic: number | null; pValue: number } | Undefined

type SortedTest = (first: Float64Array, second: Float64Array) => FurtherResult
type CountsTest = (reference: readonly number[], current: readonly number[]) => FurtherResult

const pick = (found: FurtherResult): FurtherResult => ('undefined' in found ? found : { statistic: found.statistic, pValue: found.pValue })

/** Names of tests that are made when asked for, beside those that decide. */
export const FURTHER_TESTS = [
  'andersonDarling',
  'cramerVonMises',
  'mannWhitney',
  'welch',
  'student',
  'z',
  'levene',
  'energy',
  'maximumMeanDiscrepancy',
  'g',
  'fisher',
] as const
export type FurtherTest = (typeof FURTHER_TESTS)[number]
export type FurtherTests = Partial<Record<FurtherTest, FurtherResult>>

/** Of two ascending arrays without NaN or infinities, each with at least two values. */
const NUMERIC: Partial<Record<FurtherTest, SortedTest>> = {
  andersonDarling: andersonDarlingTest,
  cramerVonMises: cramerVonMisesTest,
  mannWhitney,
  welch: welchTest,
  student: studentTest,
  z: (first, second) => zTest(first, second),
  levene: leveneTest,
  energy: energyTest,
  maximumMeanDiscrepancy: discrepancyTest,
}

/** Of the two categories that are not empty; the statistic is the odds ratio, null where it is infinite: that is the strongest difference. */
function fisher(reference: readonly number[], current: readonly number[]): FurtherResult {
  const kept = reference.map((_, k) => k).filter((k) => reference[k] + current[k] > 0)
  if (kept.length !== 2) return undefinedBecause(kept.length < 2 ? 'no-variation' : 'not-two-categories')
  const { oddsRatio, twoSided } = fisherExact(reference[kept[0]], reference[kept[1]], current[kept[0]], current[kept[1]])
  return { statistic: oddsRatio, pValue: twoSided }
}

/** Of counts per category. */
const CATEGORICAL: Partial<Record<FurtherTest, CountsTest>> = { g: gTest, fisher }

type Tests<Data> = Partial<Record<FurtherTest, (first: Data, second: Data) => FurtherResult>>

function run<Data>(tests: Tests<Data>, names: readonly FurtherTest[], first: Data, second: Data, enough: boolean): FurtherTests {
  const found: FurtherTests = {}
  for (const name of names) {
    const test = tests[name]
    if (test) found[name] = enough ? pick(test(first, second)) : undefinedBecause('too-few-rows')
  }
  return found
}

/** The tests of numbers among `names`, of two ascending samples without NaN or infinities. */
export const furtherNumericTests = (names: readonly FurtherTest[], first: Float64Array, second: Float64Array): FurtherTests =>
  run(NUMERIC, names, first, second, Math.min(first.length, second.length) >= 2)

/** The tests of categories among `names`, of counts per category. */
export const furtherCategoricalTests = (names: readonly FurtherTest[], reference: readonly number[], current: readonly number[]): FurtherTests =>
  run(CATEGORICAL, names, reference, current, reference.some((count) => count > 0) && current.some((count) => count > 0))
