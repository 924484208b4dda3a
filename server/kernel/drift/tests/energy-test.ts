import { drawHypergeometric } from '../../numbers/hypergeometric.ts'
import { undefinedBecause } from '../../numbers/measure.ts'
import { seededRandom } from '../../numbers/random.ts'
import { sequentialPValue } from '../../numbers/sequential-p-value.ts'
import { sortedDistances } from '../sorted-distances.ts'
import { tieGroups } from './two-sample-test.ts'
import type { TwoSampleTest } from './two-sample-test.ts'

/** Places at which permutations are compared. */
const KNOTS = 512

/** Counts of both samples in some groups of neighbouring values, and the value that each begins with. */
type Knots = { values: number[]; first: number[]; both: number[] }

function knotsOf(first: Float64Array, second: Float64Array): Knots {
  const knots: Knots = { values: [], first: [], both: [] }
  const step = Math.max(1, (first.length + second.length) / KNOTS)
  let next = 0
  for (const group of tieGroups(first, second)) {
    const before = group.firstBefore + group.secondBefore
    if (before >= next) {
      knots.values.push(group.first > 0 ? first[group.firstBefore] : second[group.secondBefore])
      knots.first.push(0)
      knots.both.push(0)
      while (next <= before) next += step
    }
    knots.first[knots.first.length - 1] += group.first
    knots.both[knots.both.length - 1] += group.first + group.second
  }
  return knots
}

/** ∫(F - G)² over the knots, given the counts of the first sample. */
function squaredGap({ values, both }: Knots, counts: (knot: number) => number, n: number, m: number): number {
  let [seenFirst, seenSecond, sum] = [0, 0, 0]
  for (let knot = 0; knot + 1 < values.length; knot++) {
    const count = counts(knot)
    seenFirst += count
    seenSecond += both[knot] - count
    sum += (seenFirst / n - seenSecond / m) ** 2 * (values[knot + 1] - values[knot])
  }
  return sum
}

/**
 * The energy distance √(2∫(F - G)²) of two ascending arrays without NaN or infinities, each with at least one value (G. J. Székely and M. L. Rizzo, 2004),
 * in the square root of the unit. p by permutation on at most 512 groups of neighbouring values, from a fixed seed.
 * No answer where the distance, or a part of it, exceeds the doubles.
 */
export function energyTest(first: Float64Array, second: Float64Array): TwoSampleTest {
  const [n, m] = [first.length, second.length]
  const statistic = Math.sqrt(sortedDistances(first, second).energySquared)
  const random = seededRandom(20_260_102)
  const knots = knotsOf(first, second)
  const seen = squaredGap(knots, (knot) => knots.first[knot], n, m)
  if (!Number.isFinite(statistic + seen)) return undefinedBecause('too-large')
  const draw = (): number => {
    let [marked, left] = [n, n + m]
    const take = (knot: number): number => {
      const count = drawHypergeometric(random, knots.both[knot], marked, left - marked)
      marked -= count
      left -= knots.both[knot]
      return count
    }
    return squaredGap(knots, take, n, m)
  }
  return { statistic, pValue: sequentialPValue(seen * (1 - 1e-12), draw).pValue }
}
