import { centredMoments, scaledMean, unitFor } from '../../numbers/centred-moments.ts'
import type { CentredMoments } from '../../numbers/centred-moments.ts'
import { studentTwoSided } from '../../numbers/distributions.ts'
import { undefinedBecause } from '../../numbers/measure.ts'
import type { Undefined } from '../../numbers/measure.ts'
import { normalSf } from '../../numbers/normal.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

/** The difference of two means and the squares of their standard errors, all in one unit. */
type Difference = { mean: number; error: number; first: number; second: number; pooled: number }

/** Of moments about one centre in one unit. */
function differenceBetween(a: CentredMoments, b: CentredMoments): Difference | Undefined {
  const [n, m] = [a.n, b.n]
  if (n < 2 || m < 2) return undefinedBecause('too-few-rows')
  const squares = a.squares + b.squares
  if (squares === 0) return undefinedBecause('no-variation')
  const [ofFirst, ofSecond] = [a.squares / (n - 1) / n, b.squares / (m - 1) / m]
  const pooled = Math.sqrt((squares / (n + m - 2)) * (1 / n + 1 / m))
  return { mean: (a.sum * m - b.sum * n) / (n * m), error: Math.sqrt(ofFirst + ofSecond), first: ofFirst, second: ofSecond, pooled }
}

/** Exact to the last digits: integers beyond 2^53 apart by one, spreads of 1e-9 beside 1e9, and squares beyond any double. */
function differenceOf(first: Float64Array, second: Float64Array): Difference | Undefined {
  if (first.length < 2 || second.length < 2) return undefinedBecause('too-few-rows')
  const unit = unitFor([first, second].reduce((most, values) => values.reduce((high, value) => Math.max(high, Math.abs(value)), most), 0))
  const centre = scaledMean(first, unit)
  return differenceBetween(centredMoments(first, centre, unit), centredMoments(second, centre, unit))
}

function welchOf(found: Difference, n: number, m: number): TwoSampleTest<{ degreesOfFreedom: number }> {
  const total = found.first + found.second
  const [a, b] = [found.first / total, found.second / total]
  const degreesOfFreedom = 1 / (a ** 2 / (n - 1) + b ** 2 / (m - 1))
  const statistic = found.mean / found.error
  return { statistic, pValue: studentTwoSided(statistic, degreesOfFreedom), degreesOfFreedom }
}

/** Welch's t test of two means, two-sided; positive when the first is larger. Any order; each sample needs two values, one of them some spread. */
export function welchTest(first: Float64Array, second: Float64Array): TwoSampleTest<{ degreesOfFreedom: number }> {
  const found = differenceOf(first, second)
  return 'undefined' in found ? found : welchOf(found, first.length, second.length)
}

/** The same from moments about one centre in one unit. */
export function welchTestOfMoments(first: CentredMoments, second: CentredMoments): TwoSampleTest<{ degreesOfFreedom: number }> {
  const found = differenceBetween(first, second)
  return 'undefined' in found ? found : welchOf(found, first.n, second.n)
}

/** Student's t test of two means of equal variance, two-sided. */
export function studentTest(first: Float64Array, second: Float64Array): TwoSampleTest<{ degreesOfFreedom: number }> {
  const found = differenceOf(first, second)
  if ('undefined' in found) return found
  const degreesOfFreedom = first.length + second.length - 2
  const statistic = found.mean / found.pooled
  return { statistic, pValue: studentTwoSided(statistic, degreesOfFreedom), degreesOfFreedom }
}

/** The z test of two means, two-sided: as Welch's (`unequal`) or Student's (`pooled`) with the normal law; for large samples. */
export function zTest(first: Float64Array, second: Float64Array, variance: 'unequal' | 'pooled' = 'unequal'): TwoSampleTest {
  const found = differenceOf(first, second)
  if ('undefined' in found) return found
  const statistic = found.mean / (variance === 'unequal' ? found.error : found.pooled)
  return { statistic, pValue: 2 * normalSf(Math.abs(statistic)) }
}
