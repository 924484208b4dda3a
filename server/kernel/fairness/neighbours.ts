import { divide } from './quantity.ts'
import type { Quantity } from './quantity.ts'

/** Rows by features, row-major: `values[row * width + feature]`, all finite. */
export interface FeatureRows {
  values: Float64Array
  width: number
}

/** The `k` rows among `candidates` nearest to `row` (Euclidean), nearest first; of equally near ones the first. O(candidates·(width + k)). */
function nearest({ values, width }: FeatureRows, row: number, candidates: Int32Array, k: number): Int32Array {
  const distances = new Float64Array(k).fill(Infinity)
  const found = new Int32Array(k).fill(-1)
  for (const candidate of candidates) {
    let distance = 0
    for (let f = 0; f < width && distance < distances[k - 1]; f++) distance += (values[row * width + f] - values[candidate * width + f]) ** 2
    if (distance >= distances[k - 1]) continue
    let place = k - 1
    for (; place > 0 && distances[place - 1] > distance; place--) {
      distances[place] = distances[place - 1]
      found[place] = found[place - 1]
    }
    distances[place] = distance
    found[place] = candidate
  }
  return found
}

const mean = (rows: Int32Array, of: Uint8Array): number => rows.reduce((sum, row) => sum + of[row], 0) / rows.length

/**
 * Consistency (Zemel et al., ICML 2013) in [0, 1]: 1 - mean |outcome - mean outcome of its `k` nearest rows|, the row
 * itself among them. Quadratic in rows: of a sample where there are many.
 */
export function consistency(features: FeatureRows, outcomes: Uint8Array, k = 5): Quantity {
  const all = Int32Array.from(outcomes, (_, row) => row)
  const neighbours = Math.min(k, all.length)
  return combineRows(all.length, (row) => 1 - Math.abs(outcomes[row] - mean(nearest(features, row, all, neighbours), outcomes)))
}

const combineRows = (rows: number, of: (row: number) => number): Quantity => {
  let sum = 0
  for (let row = 0; row < rows; row++) sum += of(row)
  return rows === 0 ? 'empty-group' : divide(sum, rows)
}

/**
 * Clarify's flip test in [-1, 1]: rows of the facet that are selected though most of their nearest others are not, minus
 * rows that are not though most of these are, over the rows of the facet. 5 neighbours, 1 where there are at most 9 others.
 *
 * @param facet 1: of the facet, 0: of the others
 */
export function flipTest(features: FeatureRows, selected: Uint8Array, facet: Uint8Array): Quantity {
  const rows = Int32Array.from(selected, (_, row) => row)
  const [others, own] = [rows.filter((row) => facet[row] === 0), rows.filter((row) => facet[row] === 1)]
  if (others.length === 0 || own.length === 0) return 'empty-group'
  const k = others.length > 9 ? 5 : 1
  return combineRows(own.length, (i) => selected[own[i]] - (mean(nearest(features, own[i], others, k), selected) > 0.5 ? 1 : 0))
}
