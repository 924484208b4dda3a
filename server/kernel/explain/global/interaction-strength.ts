import { pairIndex } from '../ensemble/leaf-credit.ts'
import type { InteractionStrength } from '../explanation-result.ts'
import { significant } from './significant.ts'

/**
 * The pairs of features that interact most, by mean absolute Shapley interaction over the given rows.
 *
 * @param interactions row-major, rows × pairs, at `pairIndex(i, j)`
 * @param rows those that are explained
 * @param most pairs told (20); pairs that never interact are not told
 */
export function strongestInteractions(features: readonly string[], interactions: Float64Array, rows: readonly number[], most = 20): InteractionStrength[] {
  const pairs = (features.length * (features.length - 1)) / 2
  const found: InteractionStrength[] = []
  for (let j = 1; j < features.length; j++) {
    for (let i = 0; i < j; i++) {
      let [absolute, signed] = [0, 0]
      for (const row of rows) {
        const value = interactions[row * pairs + pairIndex(i, j)]
        absolute += Math.abs(value)
        signed += value
      }
      if (absolute > 0)
        found.push({ a: features[i], b: features[j], meanAbsolute: significant(absolute / rows.length), mean: significant(signed / rows.length) })
    }
  }
  return found.sort((a, b) => b.meanAbsolute - a.meanAbsolute).slice(0, most)
}
