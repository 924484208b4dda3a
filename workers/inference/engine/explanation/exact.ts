import { applyLink, groupPlayers } from '#server/kernel/explain/additive-model.ts'
import type { AdditiveModel, FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { additivityBounds } from '#server/kernel/explain/additivity.ts'
import { PAIR_LAYOUT, PLAYER_LAYOUT } from '#server/kernel/explain/ensemble/block-tables.ts'
import { explainInteractions, explainRows } from '#server/kernel/explain/explain-rows.ts'
import { prepareBackground, prepareInteractions } from '#server/kernel/explain/prepare-background.ts'
import { preparePathDependent } from '#server/kernel/explain/prepare-path-dependent.ts'
import { BaselineError, cutModel, marginsOf } from '#server/kernel/explain/prepared-model.ts'
import type { PreparedBackground, PrepareOptions } from '#server/kernel/explain/prepared-model.ts'
import type { Explainer } from '#server/kernel/explain/explainer-for.ts'
import { spreadRows } from '#server/kernel/table/spread-rows.ts'
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
/** Memory for what every pair gets: about a thousand trees of depth 6. */
const PAIR_TABLE_BYTES = 192 * 2 ** 20

function featureRows(cells: FeatureCells): FeatureRows {
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
async function backgroundOf(model: AdditiveModel, scorer: Scorer, cells: FeatureCells, { pathDependent }: Asked, options: PrepareOptions): Promise<Measured> {
  const count = rowsOfCells(cells)
  const rows = featureRows(cells)
  const prepare = pathDependent ? preparePathDependent : prepareBackground
  try {
    if (count > MOST_WALKED_ROWS && !pathDependent && !options.cut?.isWhole) {
      return await backgroundOf(model, scorer, pickRows(cells, spreadRows(count, MOST_WALKED_ROWS)), {}, options)
    }
    return { background: prepare(model, rows, count, options), rows }
  } catch (error) {
    if (!(error instanceof BaselineError) || count === 0) throw error
    const scores = await scorer.score(cells)
    const kept = Array.from(scores.keys()).filter((row) => !Number.isNaN(scores[row]))
    const usable = featureRows(pickRows(cells, kept))
    return { background: prepare(model, usable, kept.length, options), rows: usable }
  }
}

/** How many of the rows the file's sum and the session score differently. */
async function rowsApart(model: AdditiveModel, scorer: Scorer, cells: FeatureCells): Promise<number> {
  const outputs = await scorer.score(cells)
  const margins = marginsOf(model, featureRows(cells), outputs.length)
  return outputs.reduce((apart, output, row) => {
    const own = applyLink(model.link, margins[row])
    const agrees = Number.isNaN(output) ? Number.isNaN(own) : Math.abs(own - output) <= TOLERANCE * Math.max(1, Math.abs(output)) || own === output
    return apart + (agrees ? 0 : 1)
  }, 0)
}

/**
 * Exact Shapley values from the model file itself.
 *
 * @param options limits of tables, by default those of the kernel and more for interactions
 * @returns the reason, where the sum read from the file is not what the session computes
 * @throws BaselineError where no row of the baseline has a score
 */
export async function prepareExact(
  explainer: ExactExplainer,
  scorer: Scorer,
  cells: FeatureCells,
  asked: Asked,
  options: Pick<PrepareOptions, 'blockBits' | 'tableBytes'> = {},
): Promise<Prepared | string> {
  const model = asked.players ? groupPlayers(explainer.model, asked.players) : explainer.model
  const { background, rows: baseline } = await backgroundOf(model, scorer, cells, asked, { ...options, cut: cutModel(model, PLAYER_LAYOUT, options) })
  const checked = spreadRows(rowsOfCells(cells), CHECKED_ROWS)
  const apart = await rowsApart(model, scorer, pickRows(cells, checked))
  if (apart > checked.length * MOST_APART) {
    return `The sum read from the file differs from what ONNX Runtime computes on ${apart} of ${checked.length} rows of the baseline`
  }
  const { space, spaceText } = explainer
  const method = asked.pathDependent ? PATH_DEPENDENT_METHOD : explainer.method
  const isPaired = asked.interactions && model.players <= PAIRED_PLAYERS && !background.walk && !asked.pathDependent
  const pairCut = isPaired ? cutModel(model, PAIR_LAYOUT, { tableBytes: PAIR_TABLE_BYTES, ...options }) : null
  // Walking every pair would take seconds a row.
  const pairs = pairCut?.isWhole ? prepareInteractions(model, baseline, background.rows, { cut: pairCut }) : null
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
    errorReach: null,
    leavesWithoutRows: background.leavesWithoutRows,
  }
  return {
    explanation,
    bytes: background.bytes + (pairs?.bytes ?? 0),
    async explain(given) {
      const count = rowsOfCells(given)
      const own = featureRows(given)
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
