import type { Dependence, DependenceLevel } from '../explanation-result.ts'
import { quantileOf, significant } from './significant.ts'

export type ColumnCells = ArrayLike<number | string | null>

const MOST_BINS = 20
const MOST_CATEGORIES = 20

function levelOf(contributions: readonly number[]): DependenceLevel {
  const sorted = Float64Array.from(contributions).toSorted()
  const mean = contributions.reduce((sum, value) => sum + value, 0) / contributions.length
  return { n: contributions.length, mean: significant(mean), p10: significant(quantileOf(sorted, 0.1)), p90: significant(quantileOf(sorted, 0.9)) }
}

/**
 * The contributions of one feature against its values: at most 20 bins of about equally many rows (equal values stay
 * together), or its 20 most frequent texts; missing values apart.
 *
 * @param cells of the feature, one per row
 * @param contributions of the feature, one per row; a row without one (NaN) is left out
 */
export function dependenceOf(feature: string, cells: ColumnCells, contributions: ArrayLike<number>): Dependence {
  const numbers: { value: number; contribution: number }[] = []
  const texts = new Map<string, number[]>()
  const missing: number[] = []
  for (let row = 0; row < contributions.length; row++) {
    const [cell, contribution] = [cells[row], contributions[row]]
    if (Number.isNaN(contribution)) continue
    if (cell === null || (typeof cell === 'number' && Number.isNaN(cell))) missing.push(contribution)
    else if (typeof cell === 'number') numbers.push({ value: cell, contribution })
    else texts.set(cell, [...(texts.get(cell) ?? []), contribution])
  }
  return {
    feature,
    bins: binsOf(numbers.sort((a, b) => a.value - b.value)),
    categories: [...texts]
      .sort(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1))
      .slice(0, MOST_CATEGORIES)
      .map(([category, values]) => ({ category, ...levelOf(values) })),
    missing: missing.length === 0 ? null : levelOf(missing),
  }
}

function binsOf(sorted: readonly { value: number; contribution: number }[]): Dependence['bins'] {
  const bins: (DependenceLevel & { from: number; to: number })[] = []
  for (let start = 0; start < sorted.length;) {
    const left = MOST_BINS - bins.length
    const wanted = Math.ceil((sorted.length - start) / left)
    const to = sorted[start + wanted - 1].value
    let end = start + wanted
    while (end < sorted.length && sorted[end].value === to) end++
    const from = bins.length === 0 ? sorted[start].value : bins[bins.length - 1].to
    bins.push({ from, to, ...levelOf(sorted.slice(start, end).map(({ contribution }) => contribution)) })
    start = end
  }
  return bins
}
