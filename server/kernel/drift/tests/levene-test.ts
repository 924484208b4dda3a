import { centredMoments, scaledMean, unitFor } from '../../numbers/centred-moments.ts'
import { fisherSf } from '../../numbers/distributions.ts'
import { undefinedBecause } from '../../numbers/measure.ts'
import { quantileOf } from '../../profile/sample-statistics.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

/**
 * Levene's test of equal spread with deviations from the medians (Brown and Forsythe, J. Am. Stat. Assoc. 69, 1974), of two
 * ascending arrays. Each needs a value, one of them three: two are as far from their median as each other.
 */
export function leveneTest(first: Float64Array, second: Float64Array): TwoSampleTest {
  const [n, m] = [first.length, second.length]
  if (Math.min(n, m) === 0 || Math.max(n, m) < 3) return undefinedBecause('too-few-rows')
  const [a, b] = [first, second].map((sorted) => {
    const median = quantileOf(sorted, 0.5, 'linear')
    return sorted.map((value) => Math.abs(value - median))
  })
  const unit = unitFor([a, b].reduce((most, side) => side.reduce((high, value) => Math.max(high, value), most), 0))
  const centre = scaledMean(a, unit)
  const [ofFirst, ofSecond] = [centredMoments(a, centre, unit), centredMoments(b, centre, unit)]
  const within = ofFirst.squares + ofSecond.squares
  if (within === 0) return undefinedBecause('no-variation')
  const difference = (ofFirst.sum * m - ofSecond.sum * n) / (n * m)
  const between = difference ** 2 / (1 / n + 1 / m)
  const statistic = ((n + m - 2) * between) / within
  return { statistic, pValue: fisherSf(statistic, 1, n + m - 2) }
}
