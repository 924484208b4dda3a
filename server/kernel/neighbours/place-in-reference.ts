import type { RecordedCell } from '../tensor/recorded-cells.ts'
import { medianOf, numberOf, textOf } from './reference-column.ts'
import type { ReferenceColumn } from './reference-column.ts'

/** `below`/`above`: past every reference value; `low-1`, `high-5`, …: within that outer share in per cent; `new`: a text that the reference does not hold. */
export const READINGS = ['usual', 'low-1', 'low-5', 'high-1', 'high-5', 'below', 'above', 'rare', 'new', 'missing', 'unknown'] as const
export type Reading = (typeof READINGS)[number]

export interface PlaceInReference {
  reading: Reading
  /** Share of the reference below the value, from 0 to 1, to within the part of a bin that it falls in; null for texts and missing values. */
  below: number | null
  /** Share of the reference that has just this text, or misses the value; null for numbers and where it is not known. */
  share: number | null
  median: number | null
  /** Counts of the reference in equal bins and where the value lies among them, from 0 to 1. */
  bins: readonly number[] | null
  position: number | null
}

type Numbers = NonNullable<ReferenceColumn['numbers']>

const RARE = 0.01

/** Piecewise linear between the known points of the distribution function: edges of the bins and quantiles. */
function shareBelow({ min, max, quantiles, histogram }: Numbers, value: number): number {
  if (value <= min) return 0
  if (value > max) return 1
  const total = histogram.counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  const edges = histogram.counts.map((count, i) => {
    const share = total > 0 ? seen / total : 0
    seen += count
    return { value: histogram.edges[i] ?? min, share }
  })
  const points = [...edges, { value: max, share: 1 }, ...quantiles.map(({ q, value: at }) => ({ value: at, share: q }))].toSorted(
    (a, b) => a.value - b.value || a.share - b.share,
  )
  const next = points.findIndex((point) => point.value >= value)
  const [before, after] = [points[next - 1], points[next]]
  if (!before || !after) return 0
  const share = before.share + ((after.share - before.share) * (value - before.value)) / (after.value - before.value || 1)
  return Math.min(1, Math.max(0, share))
}

function readNumber(numbers: Numbers, value: number): Reading {
  const at = (q: number) => numbers.quantiles.find((one) => one.q === q)?.value
  const past = (q: number, isPast: (limit: number) => boolean) => {
    const limit = at(q)
    return limit !== undefined && isPast(limit)
  }
  if (value < numbers.min) return 'below'
  if (value > numbers.max) return 'above'
  if (past(0.01, (limit) => value < limit)) return 'low-1'
  if (past(0.99, (limit) => value > limit)) return 'high-1'
  if (past(0.05, (limit) => value < limit)) return 'low-5'
  if (past(0.95, (limit) => value > limit)) return 'high-5'
  return 'usual'
}

const NOWHERE: PlaceInReference = { reading: 'unknown', below: null, share: null, median: null, bins: null, position: null }

function placeText({ count, distinct, top }: ReferenceColumn, text: string): PlaceInReference {
  const known = top.find(({ value }) => value === text)
  if (known) {
    const share = known.count / count
    return { ...NOWHERE, reading: share < RARE ? 'rare' : 'usual', share }
  }
  if (distinct <= top.length) return { ...NOWHERE, reading: 'new', share: 0 }
  const rarest = top.at(-1)
  return { ...NOWHERE, reading: rarest && rarest.count / count < RARE ? 'rare' : 'unknown' }
}

/** Where a value lies among those of the reference, as far as its profile tells. */
export function placeInReference(column: ReferenceColumn, cell: RecordedCell): PlaceInReference {
  const { numbers, count, missing } = column
  const rows = count + missing
  const value = numbers ? numberOf(cell) : null
  const text = numbers ? null : textOf(cell)
  if (value === null && text === null)
    return {
      ...NOWHERE,
      reading: 'missing',
      share: rows > 0 ? missing / rows : null,
      median: numbers ? medianOf(numbers) : null,
      bins: numbers?.histogram.counts ?? null,
    }
  if (text !== null) return placeText(column, text)
  if (!numbers || value === null) return NOWHERE
  const width = numbers.max - numbers.min
  return {
    reading: readNumber(numbers, value),
    below: shareBelow(numbers, value),
    share: null,
    median: medianOf(numbers),
    bins: numbers.histogram.counts,
    position: width > 0 ? Math.min(1, Math.max(0, (value - numbers.min) / width)) : 0.5,
  }
}
