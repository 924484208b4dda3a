import type { RecordedCell } from '../tensor/recorded-cells.ts'
import { numberOf, scaleOf, textOf } from './reference-column.ts'
import type { ReferenceColumn } from './reference-column.ts'

export interface Neighbour {
  /** Place of the row among those that were given. */
  index: number
  /** Mean over the features of their differences. */
  distance: number
  /** The feature that differs most, and by how much; null where none does. */
  most: { feature: number; difference: number } | null
}

type Difference = (a: RecordedCell, b: RecordedCell) => number

/** Numbers in units of the reference's scale; two texts, a missing value and a value, and numbers of a constant column differ by 1. */
function differenceOf(column: ReferenceColumn | undefined): Difference {
  const scale = column?.numbers ? scaleOf(column.numbers) : null
  if (!column?.numbers) return (a, b) => (textOf(a) === textOf(b) ? 0 : 1)
  return (a, b) => {
    const [x, y] = [numberOf(a), numberOf(b)]
    if (x === null || y === null) return x === y ? 0 : 1
    if (x === y) return 0
    return scale === null ? 1 : Math.abs(x - y) / scale
  }
}

/**
 * The rows nearest to one, the nearest first; of equally near ones those that were given first.
 *
 * @param columns of the reference, one a feature; a feature without one is compared as text
 * @param row one cell a feature, as the rows
 */
export function nearestRows(
  columns: readonly (ReferenceColumn | undefined)[],
  row: readonly RecordedCell[],
  rows: readonly RecordedCell[][],
  wanted: number,
): Neighbour[] {
  const differences = columns.map(differenceOf)
  const all = rows.map((other, index): Neighbour => {
    let sum = 0
    let most: Neighbour['most'] = null
    for (const [feature, difference] of differences.entries()) {
      const value = difference(row[feature] ?? null, other[feature] ?? null)
      sum += value
      if (value > (most?.difference ?? 0)) most = { feature, difference: value }
    }
    return { index, distance: differences.length > 0 ? sum / differences.length : 0, most }
  })
  return all.toSorted((a, b) => a.distance - b.distance || a.index - b.index).slice(0, wanted)
}
