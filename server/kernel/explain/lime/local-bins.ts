import { quantileOf } from '../../profile/sample-statistics.ts'
import type { ColumnCells } from '../global/dependence.ts'

/** Quartile bins of a number, texts as they are: what LIME's tabular explainer calls the same. */
export type LocalBins = {
  /** The bin of every baseline row. */
  readonly codes: Int32Array
  /** The bin of any cell; -1 for a text that the baseline does not hold, -2 for a missing value. */
  readonly codeOf: (cell: number | string | null) => number
}

const isMissing = (cell: number | string | null): cell is null => cell === null || (typeof cell === 'number' && Number.isNaN(cell))

/** Bins of one feature, from its baseline cells. */
export function localBins(cells: ColumnCells): LocalBins {
  const all = Array.from(cells)
  const sorted = Float64Array.from(all.filter((cell) => typeof cell === 'number' && !Number.isNaN(cell)) as number[]).toSorted()
  const edges = [0.25, 0.5, 0.75].map((q) => quantileOf(sorted, q, 'linear'))
  const texts = new Map([...new Set(all.filter((cell) => typeof cell === 'string'))].map((text, index) => [text, index]))
  const codeOf = (cell: number | string | null): number => {
    if (isMissing(cell)) return -2
    return typeof cell === 'string' ? (texts.get(cell) ?? -1) : edges.filter((edge) => cell > edge).length
  }
  return { codes: Int32Array.from(all, codeOf), codeOf }
}
