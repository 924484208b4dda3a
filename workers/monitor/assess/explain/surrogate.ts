import type { ExplanationDetail } from '#server/kernel/explain/explanation-result.ts'
import { limeFit } from '#server/kernel/explain/lime/lime-fit.ts'
import type { LimeFit } from '#server/kernel/explain/lime/lime-fit.ts'
import { limePlan } from '#server/kernel/explain/lime/lime-plan.ts'
import { localBins } from '#server/kernel/explain/lime/local-bins.ts'
import { surrogateStability } from '#server/kernel/explain/lime/surrogate-stability.ts'
import { EXPLAINED_ROW, scorePlan } from '#server/kernel/explain/sampling/coalition-plan.ts'
import { rowsOfCells } from '#server/kernel/tensor/feeds.ts'
import type { FeatureCell, FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { Score } from './partial-dependence.ts'

const SEEDS = [1, 2, 3, 4, 5]
const SAMPLES = 1000
/** Above it the local line has more unknowns than LIME's samples settle. */
const MOST_FEATURES = 200

type Found = Pick<ExplanationDetail, 'stability' | 'whyNoStability'>

/** The fits of every row under every seed; null as soon as a sample has no finite score. */
async function fitsOf(rows: FeatureCells, baseline: FeatureCells, score: Score): Promise<LimeFit[][] | null> {
  const bins = baseline.map((column) => localBins(column))
  const fits = []
  for (let row = 0; row < rowsOfCells(rows); row++) {
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
      if (!scores.every(Number.isFinite)) return null
      ofRow.push(limeFit(plan, scores))
    }
    fits.push(ofRow)
  }
  return fits
}

const isMissing = (cell: FeatureCell): boolean => cell === null || Number.isNaN(cell)

/**
 * LIME of some rows under several seeds, held against itself and against their contributions. Samples are drawn from the whole
 * baseline, or from its rows without a missing value where the model gives others no score.
 *
 * @param rows cells of the rows, one column per feature; at least one, each with a score
 * @param baseline cells that samples are drawn from
 * @param contributions of the rows, row-major
 */
export async function limeStability(rows: FeatureCells, baseline: FeatureCells, contributions: Float64Array, score: Score): Promise<Found> {
  if (rows.length < 2) return { whyNoStability: 'the model has one feature, so there is no order to compare' }
  if (rows.length > MOST_FEATURES) return { whyNoStability: `more than ${MOST_FEATURES} features are more unknowns than its samples settle` }
  const whole = await fitsOf(rows, baseline, score)
  if (whole) return { stability: surrogateStability(whole, contributions, SAMPLES) }
  const count = rowsOfCells(baseline)
  const complete = Array.from({ length: count }, (_, row) => row).filter((row) => !baseline.some((column) => isMissing(column[row])))
  const pick = (column: FeatureCells[number]) => complete.map((row) => column[row])
  const fits = complete.length > 0 && complete.length < count ? await fitsOf(rows, baseline.map(pick), score) : null
  if (fits) return { stability: { ...surrogateStability(fits, contributions, SAMPLES), baselineRowsLeftOut: count - complete.length } }
  return { whyNoStability: 'the model gives samples near the rows explained no finite score' }
}
