import type { Undefined } from '../../numbers/measure.ts'

/** What a test of two samples found, or why it has no answer. */
export type TwoSampleTest<Details = unknown> = ({ statistic: number; pValue: number } & Details) | Undefined

/** Values that are equal, across both samples: how many are of the first and of the second, and how many of each came before. */
export type TieGroup = { first: number; second: number; firstBefore: number; secondBefore: number }

/** The groups of equal values of two ascending arrays without NaN, from the smallest value to the largest. */
export function* tieGroups(first: Float64Array, second: Float64Array): Generator<TieGroup> {
  let [i, j] = [0, 0]
  while (i < first.length || j < second.length) {
    const value = j === second.length || (i < first.length && first[i] <= second[j]) ? first[i] : second[j]
    const [firstBefore, secondBefore] = [i, j]
    while (i < first.length && first[i] === value) i++
    while (j < second.length && second[j] === value) j++
    yield { first: i - firstBefore, second: j - secondBefore, firstBefore, secondBefore }
  }
}
