import type { SurrogateStability } from '#server/kernel/explain/explanation-result.ts'
import { limeFit } from '#server/kernel/explain/lime/lime-fit.ts'
import { limePlan } from '#server/kernel/explain/lime/lime-plan.ts'
import { localBins } from '#server/kernel/explain/lime/local-bins.ts'
import { surrogateStability } from '#server/kernel/explain/lime/surrogate-stability.ts'
import { EXPLAINED_ROW, scorePlan } from '#server/kernel/explain/sampling/coalition-plan.ts'
import type { FeatureCell, FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { Score } from './partial-dependence.ts'

const SEEDS = [1, 2, 3, 4, 5]
const SAMPLES = 1000
/** Above it the local line has more unknowns than LIME's samples settle. */
const MOST_FEATURES = 200

/**
 * LIME of some rows under several seeds, held against itself and against their contributions.
 *
 * @param rows cells of the rows, one column per feature
 * @param baseline cells that samples are drawn from
 * @param contributions of the rows, row-major
 */
export async function limeStability(
  rows: FeatureCells,
  baseline: FeatureCells,
  contributions: Float64Array,
  score: Score,
): Promise<SurrogateStability | undefined> {
  const count = rows[0].length
  if (count === 0 || rows.length < 2 || rows.length > MOST_FEATURES) return undefined
  const bins = baseline.map((column) => localBins(column))
  const fits = []
  for (let row = 0; row < count; row++) {
    const codes = bins.map(({ codeOf }, feature) => codeOf(rows[feature][row]))
    const ofRow = []
    for (const seed of SEEDS) {
      const plan = limePlan(bins, codes, SAMPLES, seed)
      const cellAt = (choice: Int32Array, feature: number, i: number): FeatureCell => {
        const from = choice[i * plan.players + feature]
        return from === EXPLAINED_ROW ? rows[feature][row] : baseline[feature][from]
      }
      const scores = await scorePlan(
        plan,
        (choice, n) => score(rows.map((_, feature) => Array.from({ length: n }, (_, i) => cellAt(choice, feature, i)))),
        SAMPLES,
      )
      if (scores.some(Number.isNaN)) return undefined
      ofRow.push(limeFit(plan, scores))
    }
    fits.push(ofRow)
  }
  return surrogateStability(fits, contributions, SAMPLES)
}
