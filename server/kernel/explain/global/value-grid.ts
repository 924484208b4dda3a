import { quantileOf } from '../../profile/sample-statistics.ts'
import type { ColumnCells } from './dependence.ts'

/**
 * Values at which to look at a feature: at most `most` (20) distinct quantiles of its numbers in ascending order, all of them
 * where they are few, or its most frequent texts. Quantiles of whole numbers are whole.
 */
export function valueGrid(cells: ColumnCells, most = 20): (number | string)[] {
  const numbers: number[] = []
  const texts = new Map<string, number>()
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]
    if (typeof cell === 'string') texts.set(cell, (texts.get(cell) ?? 0) + 1)
    else if (cell !== null && Number.isFinite(cell)) numbers.push(cell)
  }
  if (numbers.length === 0) {
    const order = [...texts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    return order.slice(0, most).map(([text]) => text)
  }
  const sorted = Float64Array.from(numbers).toSorted()
  const distinct = [...new Set(sorted)]
  if (distinct.length <= most) return distinct
  const isWhole = sorted.every(Number.isInteger)
  const points = Array.from({ length: most }, (_, i) => quantileOf(sorted, i / (most - 1), 'linear'))
  return [...new Set(isWhole ? points.map(Math.round) : points)]
}
