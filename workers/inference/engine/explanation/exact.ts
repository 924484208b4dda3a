import { applyLink, groupPlayers } from '#server/kernel/explain/additive-model.ts'
import type { AdditiveModel, FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { additivityBounds } from '#server/kernel/explain/additivity.ts'
import { explainInteractions, explainRows } from '#server/kernel/explain/explain-rows.ts'
import { prepareBackground, prepareInteractions } from '#server/kernel/explain/prepare-background.ts'
import { preparePathDependent } from '#server/kernel/explain/prepare-path-dependent.ts'
import { BaselineError, isTabulated } from '#server/kernel/explain/prepared-model.ts'
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
/** Baseline rows that deep trees are walked with, for each explained row. */
const MOST_WALKED_ROWS = 1000
const PATH_DEPENDENT_METHOD = 'path-dependent-tree'
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

type Asked = Pick<Baseline, 'players' | 'interactions' | 'pathDependent'>
type Measured = { background: PreparedBackground & { leavesWithoutRows?: number }; rows: FeatureRows }

/**
 * Rows that have no score cannot be measured against: they are left out only where the model needs it. Where trees are walked
 * with every baseline row, an evenly spread part of the baseline stands for it.
 */
async function backgroundOf(model: AdditiveModel, scorer: Scorer, cells: FeatureCells, { pathDependent }: Asked): Promise<Measured> {
  const count = rowsOfCells(cells)
  const rows = featureRows(scorer, cells)
  const prepare = pathDependent ? preparePathDependent : prepareBackground
  try {
    if (count > MOST_WALKED_ROWS && !pathDependent && !isTabulated(model)) {
      const part = Array.from({ length: MOST_WALKED_ROWS }, (_, i) => Math.floor(((i + 0.5) * count) / MOST_WALKED_ROWS))
      return await backgroundOf(model, scorer, pickRows(cells, part), {})
    }
    return { background: prepare(model, rows, count), rows }
  } catch (error) {
    if (!(error instanceof BaselineError) || count === 0) throw error
    const scores = await scorer.score(cells)
    const kept = Array.from(scores.keys()).filter((row) => !Number.isNaN(scores[row]))
    const usable = featureRows(scorer, pickRows(cells, kept))
    return { background: prepare(model, usable, kept.length), rows: usable }
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
export async function prepareExact(explainer: ExactExplainer, scorer: Scorer, cells: FeatureCells, asked: Asked): Promise<Prepared | string> {
  const model = asked.players ? groupPlayers(explainer.model, asked.players) : explainer.model
  const { background, rows: baseline } = await backgroundOf(model, scorer, cells, asked)
  const rows = rowsOfCells(cells)
  const step = Math.max(1, Math.floor(rows / CHECKED_ROWS))
  const checked = Array.from({ length: Math.min(rows, CHECKED_ROWS) }, (_, i) => i * step)
  const apart = await rowsApart(background, scorer, pickRows(cells, checked))
  if (apart > checked.length * MOST_APART) {
    return `The sum read from the file differs from what ONNX Runtime computes on ${apart} of ${checked.length} rows of the baseline`
  }
  const { space, spaceText } = explainer
  const method = asked.pathDependent ? PATH_DEPENDENT_METHOD : explainer.method
  const pairs =
    asked.interactions && model.players <= PAIRED_PLAYERS && !background.walk && !asked.pathDependent
      ? prepareInteractions(model, baseline, background.rows)
      : null
  const { baseValue } = background
  const explanation: Explanation = {
    method,
    exact: true,
    space,
    spaceText,
    link: model.link,
    why: null,
    baselineRows: background.rows,
    baseValue,
    isWalked: background.walk !== undefined,
    leavesWithoutRows: background.leavesWithoutRows,
  }
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
