import { applyLink, groupPlayers } from '#server/kernel/explain/additive-model.ts'
import type { AdditiveModel, FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { additivityBounds } from '#server/kernel/explain/additivity.ts'
import { explainInteractions, explainRows } from '#server/kernel/explain/explain-rows.ts'
import { prepareBackground, prepareInteractions } from '#server/kernel/explain/prepare-background.ts'
import { BaselineError } from '#server/kernel/explain/prepared-model.ts'
import type { PreparedBackground } from '#server/kernel/explain/prepared-model.ts'
import type { Explainer } from '#server/kernel/explain/explainer-for.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { rowsOfCells } from '#server/kernel/tensor/feeds.ts'
import type { Baseline, Explanation } from '../protocol.ts'
import type { Prepared } from './prepared.ts'
import { pickRows } from './scorer.ts'
import type { Scorer } from './scorer.ts'

type ExactExplainer = Extract<Explainer, { exact: true }>

/** Rows on which the sum read from the file is held against the session. */
const CHECKED_ROWS = 256
/** Single rows may sit on a split to the last bit and fall to the other side. */
const MOST_APART = 0.02
const TOLERANCE = 1e-4
/** Players above which not every pair is told: 2,016 pairs. */
const PAIRED_PLAYERS = 64

function featureRows(scorer: Scorer, cells: FeatureCells): FeatureRows {
  const rows = rowsOfCells(cells)
  const width = cells.length
  const numbers = new Float64Array(rows * width)
  const texts = new Map<number, string[]>()
  cells.forEach((column, feature) => {
    if (column instanceof Float64Array) for (let row = 0; row < rows; row++) numbers[row * width + feature] = column[row]
    else texts.set(feature, column.map(String))
  })
  return { numbers, texts }
}

/** Rows that have no score cannot be measured against: they are left out only where the model needs it. */
async function backgroundOf(model: AdditiveModel, scorer: Scorer, cells: FeatureCells): Promise<{ background: PreparedBackground; rows: FeatureRows }> {
  const count = rowsOfCells(cells)
  const rows = featureRows(scorer, cells)
  try {
    return { background: prepareBackground(model, rows, count), rows }
  } catch (error) {
    if (!(error instanceof BaselineError) || count === 0) throw error
    const scores = await scorer.score(cells)
    const kept = Array.from(scores.keys()).filter((row) => !Number.isNaN(scores[row]))
    const usable = featureRows(scorer, pickRows(cells, kept))
    return { background: prepareBackground(model, usable, kept.length), rows: usable }
  }
}

/** How many of the rows the file's sum and the session score differently. */
async function rowsApart(background: PreparedBackground, scorer: Scorer, cells: FeatureCells): Promise<number> {
  const outputs = await scorer.score(cells)
  const { margins } = explainRows(background, featureRows(scorer, cells), outputs.length)
  return outputs.reduce((apart, output, row) => {
    const own = applyLink(background.model.link, margins[row])
    const agrees = Number.isNaN(output) ? Number.isNaN(own) : Math.abs(own - output) <= TOLERANCE * Math.max(1, Math.abs(output)) || own === output
    return apart + (agrees ? 0 : 1)
  }, 0)
}

/**
 * Exact Shapley values from the model file itself.
 *
 * @returns the reason, where the sum read from the file is not what the session computes
 * @throws BaselineError where no row of the baseline has a score
 */
export async function prepareExact(
  explainer: ExactExplainer,
  scorer: Scorer,
  cells: FeatureCells,
  asked: Pick<Baseline, 'players' | 'interactions'>,
): Promise<Prepared | string> {
  const model = asked.players ? groupPlayers(explainer.model, asked.players) : explainer.model
  const { background, rows: baseline } = await backgroundOf(model, scorer, cells)
  const rows = rowsOfCells(cells)
  const step = Math.max(1, Math.floor(rows / CHECKED_ROWS))
  const checked = Array.from({ length: Math.min(rows, CHECKED_ROWS) }, (_, i) => i * step)
  const apart = await rowsApart(background, scorer, pickRows(cells, checked))
  if (apart > checked.length * MOST_APART) {
    return `The sum read from the file differs from what ONNX Runtime computes on ${apart} of ${checked.length} rows of the baseline`
  }
  const { method, space, spaceText } = explainer
  const pairs = asked.interactions && model.players <= PAIRED_PLAYERS && !background.walk ? prepareInteractions(model, baseline, background.rows) : null
  const { baseValue } = background
  const explanation: Explanation = { method, exact: true, space, spaceText, link: model.link, why: null, baselineRows: background.rows, baseValue }
  return {
    explanation,
    bytes: background.bytes + (pairs?.bytes ?? 0),
    async explain(given) {
      const count = rowsOfCells(given)
      const own = featureRows(scorer, given)
      const { contributions, margins } = explainRows(background, own, count)
      return {
        ...explanation,
        contributions,
        interactions: pairs && explainInteractions(pairs, own, count),
        bounds: additivityBounds(model, own, count),
        errors: null,
        margins,
        outputs: await scorer.score(given),
      }
    },
  }
}
