import type { RecordedCell } from '../tensor/recorded-cells.ts'

/** What the profile of a reference says of a column; a profile from before some of it was kept may hold less. */
export interface ReferenceColumn {
  name: string
  count: number
  missing: number
  distinct: number
  top: readonly { value: string; count: number }[]
  numbers?: {
    min: number
    max: number
    sd: number | null
    quantiles: readonly { q: number; value: number }[]
    histogram: { edges: readonly number[]; counts: readonly number[] }
  }
}

/** A cell as the number a column of numbers holds; null where it is missing or none. */
export function numberOf(cell: RecordedCell): number | null {
  if (cell === null || cell === '') return null
  const value = Number(cell)
  return Number.isFinite(value) ? value : null
}

/** A cell as a column of texts holds it; null where it is missing. */
export const textOf = (cell: RecordedCell): string | null => (cell === null || cell === '' ? null : String(cell))

const quantile = ({ quantiles }: NonNullable<ReferenceColumn['numbers']>, q: number): number | null => quantiles.find((one) => one.q === q)?.value ?? null

export const medianOf = (numbers: NonNullable<ReferenceColumn['numbers']>): number | null => quantile(numbers, 0.5)

/**
 * What a difference between two numbers is measured by: the distance between the quartiles of the reference; where half of it
 * is one value, its standard deviation, and where it is constant null.
 */
export function scaleOf(numbers: NonNullable<ReferenceColumn['numbers']>): number | null {
  const [low, high] = [quantile(numbers, 0.25), quantile(numbers, 0.75)]
  if (low !== null && high !== null && high > low) return high - low
  return numbers.sd !== null && numbers.sd > 0 ? numbers.sd : null
}
