import type { PartialDependence } from '#server/kernel/explain/explanation-result.ts'
import { significant } from '#server/kernel/explain/global/significant.ts'
import { valueGrid } from '#server/kernel/explain/global/value-grid.ts'
import { spreadRows } from '#server/kernel/table/spread-rows.ts'
import type { FeatureCells } from '#workers/inference/engine/protocol.ts'

/** Scores rows of all features. */
export type Score = (cells: FeatureCells) => Promise<Float64Array>

const MEAN_ROWS = 200
const LINES = 40
const DIGITS = 5

/**
 * The output as one feature takes each value of a grid of its own values and the rows stay as they are otherwise, by scoring.
 *
 * @param cells of the rows; of many an evenly spread part is used
 */
export async function partialDependence(features: readonly string[], index: number, cells: FeatureCells, score: Score): Promise<PartialDependence | null> {
  const grid = valueGrid(cells[index])
  const rows = spreadRows(cells[index].length, MEAN_ROWS)
  if (grid.length < 2) return null
  const repeated = cells.map((column, feature): FeatureCells[number] =>
    feature === index ? grid.flatMap((value) => rows.map(() => value)) : grid.flatMap(() => rows.map((row) => column[row])),
  )
  const scores = await score(repeated)
  const at = (point: number, row: number): number => scores[point * rows.length + row]
  const scored = Array.from(rows.keys()).filter((row) => grid.every((_, point) => Number.isFinite(at(point, row))))
  if (scored.length === 0) return null
  const lines = spreadRows(scored.length, LINES).map((place) => scored[place])
  return {
    feature: features[index],
    grid: grid.map((value) => (typeof value === 'number' ? significant(value) : value)),
    mean: grid.map((_, point) => significant(scored.reduce((sum, row) => sum + at(point, row), 0) / scored.length)),
    rows: scored.length,
    ice: lines.map((row) => grid.map((_, point) => significant(at(point, row), DIGITS))),
  }
}
