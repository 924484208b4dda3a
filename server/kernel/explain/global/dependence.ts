import { quantileOf } from '../../profile/sample-statistics.ts'
import type { Dependence, DependenceLevel } from '../explanation-result.ts'
import { significant } from './significant.ts'
import { LEAST_ROWS, tellable } from './small-groups.ts'

export type ColumnCells = ArrayLike<number | string | null>

const MOST_BINS = 20
const MOST_CATEGORIES = 20

function levelOf(contributions: readonly number[]): DependenceLevel {
  const sorted = Float64Array.from(contributions).toSorted()
  const mean = contributions.reduce((sum, value) => sum + value, 0) / contributions.length
  return {
    n: contributions.length,
    mean: significant(mean),
    p10: significant(quantileOf(sorted, 0.1, 'linear')),
    p90: significant(quantileOf(sorted, 0.9, 'linear')),
  }
}

/**
 * The contributions of one feature against its values: at most 20 bins of about equally many rows (equal values stay
 * together), or its 20 most frequent texts; missing values apart. None stands for fewer than ten rows, and no text or missing value
 * can be told from the totals where fewer than ten rows have it.
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
  const order = [...texts].map(([category, values]) => ({ category, n: values.length, values }))
  order.sort((a, b) => b.n - a.n || (a.category < b.category ? -1 : 1))
  const bins = binsOf(numbers.sort((a, b) => a.value - b.value))
  const beyond = order.slice(MOST_CATEGORIES).reduce((sum, { n }) => sum + n, bins.length === 0 ? numbers.length : 0)
  const parts = [...order.slice(0, MOST_CATEGORIES), { category: null, n: missing.length, values: missing }].sort((a, b) => b.n - a.n)
  const { told, leftOut } = tellable(parts, beyond)
  const without = told.find(({ category }) => category === null)
  return {
    feature,
    bins,
    categories: told.flatMap(({ category, values }) => (category === null ? [] : [{ category, ...levelOf(values) }])),
    missing: without ? levelOf(without.values) : null,
    leftOut,
  }
}

function binsOf(sorted: readonly { value: number; contribution: number }[]): Dependence['bins'] {
  const bins: (DependenceLevel & { from: number; to: number })[] = []
  const most = Math.min(MOST_BINS, Math.floor(sorted.length / LEAST_ROWS))
  for (let start = 0; most > 0 && start < sorted.length;) {
    const wanted = Math.max(LEAST_ROWS, Math.ceil((sorted.length - start) / (most - bins.length)))
    let end = start + wanted
    while (end < sorted.length && sorted[end].value === sorted[end - 1].value) end++
    // What would be too few for a bin of their own.
    if (sorted.length - end < LEAST_ROWS) end = sorted.length
    const from = bins.length === 0 ? sorted[start].value : bins[bins.length - 1].to
    bins.push({ from, to: sorted[end - 1].value, ...levelOf(sorted.slice(start, end).map(({ contribution }) => contribution)) })
    start = end
  }
  return bins
}
