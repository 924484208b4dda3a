import { undefinedBecause } from '../../numbers/measure.ts'
import { seededRandom } from '../../numbers/random.ts'
import { sampleRows } from '../../numbers/sample-rows.ts'
import { sequentialPValue } from '../../numbers/sequential-p-value.ts'
import { discrepancyOf, kernelMatrix, maximumMeanDiscrepancy, medianDistance } from './maximum-mean-discrepancy.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

/** Values of a side that are compared pair by pair, and permutations of them at most. */
const MOST_VALUES = 200
const MOST_REPLICATES = 199

/**
 * The test of the maximum mean discrepancy with the Gaussian kernel whose width is the median distance: on at most 200 values a side, drawn from a fixed seed, p
 * by permutation. Each sample needs two values.
 */
export function discrepancyTest(first: Float64Array, second: Float64Array): TwoSampleTest {
  if (Math.min(first.length, second.length) < 2) return undefinedBecause('too-few-rows')
  const random = seededRandom(20_260_103)
  const [x, y] = [first, second].map((values) => Float64Array.from(sampleRows(random, values.length, MOST_VALUES), (row) => values[row]))
  const width = medianDistance(x, y)
  const statistic = maximumMeanDiscrepancy(x, y, width)
  const kernel = kernelMatrix(Float64Array.of(...x, ...y), width)
  const order = Int32Array.from({ length: x.length + y.length }, (_, row) => row)
  const draw = (): number => {
    for (let at = order.length - 1; at > 0; at--) {
      const other = random.integer(at + 1)
      ;[order[at], order[other]] = [order[other], order[at]]
    }
    return discrepancyOf(kernel, order, x.length)
  }
  return { statistic, pValue: sequentialPValue(statistic - 1e-12, draw, MOST_REPLICATES).pValue }
}
