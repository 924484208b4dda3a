import type { ColumnType } from '../table/column.ts'
import { DistinctCounter } from '../sketch/distinct-counter.ts'
import { mergeMoments, NO_MOMENTS } from '../sketch/exact-moments.ts'
import type { ExactMoments } from '../sketch/exact-moments.ts'
import { mergeTexts, noTexts } from '../sketch/text-tally.ts'
import type { TextTally } from '../sketch/text-tally.ts'
import { plant, seal } from './forest.ts'
import type { Forest } from './forest.ts'

/** Rows of a block, but for the last of a column. */
export const BLOCK_ROWS = 8192

/** Counts in the bins between frozen `edges`: one more than edges, right-closed, the outer two open. Finite values only. */
export type FrozenCounts = { edges: readonly number[]; counts: readonly number[] }

/**
 * What is kept of a column's values: bounded in size, whatever their number, and mergeable. Counts, extremes, sums and distinct values do
 * not depend on the order of values; quantiles and frequent values are those of blocks of rows, joined by position. So profiles
 * of parts merge into the same bits in any order and by any number of workers.
 */
export type ColumnProfile = {
  type: ColumnType
  rows: number
  missing: number
  negativeInfinite: number
  positiveInfinite: number
  zeros: number
  negatives: number
  /** Of finite values; dates and timestamps in epoch milliseconds, long integers and decimals as the nearest doubles. */
  moments: ExactMoments
  distinct: DistinctCounter
  /** Of text that is no number. */
  text: TextTally
  frozen: FrozenCounts | null
  forest: Forest
}

/** The profile of no rows. */
export const emptyProfile = (type: ColumnType, edges: readonly number[] | null = null): ColumnProfile => ({
  type,
  rows: 0,
  missing: 0,
  negativeInfinite: 0,
  positiveInfinite: 0,
  zeros: 0,
  negatives: 0,
  moments: NO_MOMENTS,
  distinct: new DistinctCounter(),
  text: noTexts(),
  frozen: edges && { edges, counts: new Array<number>(edges.length + 1).fill(0) },
  forest: [],
})

/** Types that hold both whole and other numbers: together they are the wider one; of anything else, text. */
function typeOfBoth(a: ColumnType, b: ColumnType): ColumnType {
  if (a === b || b === 'empty') return a
  if (a === 'empty') return b
  const numbers: ColumnType[] = ['integer', 'decimal', 'number']
  if (numbers.includes(a) && numbers.includes(b)) return numbers[Math.max(numbers.indexOf(a), numbers.indexOf(b))]
  return [a, b].every((type) => type === 'date' || type === 'timestamp') ? 'timestamp' : 'string'
}

function mergeFrozen(a: FrozenCounts | null, b: FrozenCounts | null): FrozenCounts | null {
  if (!a || !b) return null
  if (a.edges.length !== b.edges.length || a.edges.some((edge, i) => edge !== b.edges[i])) throw new RangeError('Profiles with other frozen bins do not merge')
  return { edges: a.edges, counts: a.counts.map((count, i) => count + b.counts[i]) }
}

/**
 * The profile of two parts together: associative, commutative, the same bits in any order. Throws RangeError when both hold the same
 * block of rows, or have other frozen bins.
 */
export function mergeProfiles(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  const distinct = new DistinctCounter()
  distinct.merge(a.distinct)
  distinct.merge(b.distinct)
  return {
    type: typeOfBoth(a.type, b.type),
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    negativeInfinite: a.negativeInfinite + b.negativeInfinite,
    positiveInfinite: a.positiveInfinite + b.positiveInfinite,
    zeros: a.zeros + b.zeros,
    negatives: a.negatives + b.negatives,
    moments: mergeMoments(a.moments, b.moments),
    distinct,
    text: mergeTexts(a.text, b.text),
    frozen: mergeFrozen(a.frozen, b.frozen),
    forest: b.forest.reduce(plant, a.forest),
  }
}

/**
 * The profile of a slot that is complete: smaller, and it merges with those of neighbouring slots. Throws RangeError when the profile
 * spans several slots.
 */
export const sealProfile = (profile: ColumnProfile): ColumnProfile => ({ ...profile, forest: seal(profile.forest) })
