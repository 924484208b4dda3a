import { explainerFor } from '#server/kernel/explain/explainer-for.ts'
import type { DecisionScore } from '#server/kernel/explain/explainer-for.ts'
import { applyLink } from '#server/kernel/explain/additive-model.ts'
import type { FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { additivityBounds } from '#server/kernel/explain/additivity.ts'
import { pairIndex } from '#server/kernel/explain/ensemble/leaf-credit.ts'
import { explainInteractions, explainRows } from '#server/kernel/explain/explain-rows.ts'
import { prepareBackground, prepareInteractions } from '#server/kernel/explain/prepare-background.ts'
import type { Explained } from '#workers/inference/engine/protocol.ts'
import type { OnnxModel } from '#server/kernel/onnx/model.ts'
import type { GoldenFile } from './kind.ts'
import { checkPathDependent } from './path-dependent.ts'
import type { PathDependentPart } from './path-dependent.ts'
import type { GoldenRuntime } from './runtime.ts'
import { Tally } from './tally.ts'
import type { Check, GoldenOutcome, Skipped, Tolerance } from './tally.ts'

/** Means of float32 outputs. */
const FLOAT32 = { absolute: 1e-6, relative: 1e-6 }

type GoldenCell = number | string | null
type Interventional = {
  base_value: number | number[]
  onnx_exact?: number[][]
  exact?: number[][]
  brute_force?: number[][]
  shap?: number[][] | null
}
type Explanation = PathDependentPart & {
  model: string
  features: string[]
  rows: GoldenCell[][]
  background: GoldenCell[][]
  space: string
  margin?: number[]
  onnx_output?: (number | number[])[]
  /** Where groups of features are the players: how many, and in words which. */
  players?: string
  /** The class that each row's values are of, where it is not the same for all. */
  explained_class?: number[]
  interventional: Interventional
  interactions_interventional?: { values: number[][][] }
  checks?: PathDependentPart['checks'] & { shap_interventional_minus_onnx_exact_max_abs?: number; tolerance_onnx_runtime?: number }
}

/** Sums over the same trees in two orders of addition. */
const SAME_FILE = { absolute: 1e-9, relative: 1e-9 }
/** Values of the training library's float64 weights, which the model's file holds as float32. */
const LIBRARY = { absolute: 1e-5, relative: 1e-6 }

function featureRows(rows: readonly GoldenCell[][], features: number): FeatureRows {
  const texts = new Map<number, string[]>()
  for (let feature = 0; feature < features; feature++) {
    if (rows.some((row) => typeof row[feature] === 'string'))
      texts.set(
        feature,
        rows.map((row) => String(row[feature] ?? '')),
      )
  }
  return { numbers: Float64Array.from(rows.flat(), (cell) => (typeof cell === 'number' ? cell : NaN)), texts }
}

/** ONNX element types of a label: signed and unsigned integers, text. */
const LABEL_TYPES = [2, 3, 4, 5, 6, 7, 8, 12, 13]

/** The score that a file explains: of the outputs that are no label the first, or the one of probabilities, of the class it names. */
function decisionOf({ graph }: OnnxModel, space: string): DecisionScore {
  const scores = graph.outputs.filter(({ type }) => !(type.kind === 'tensor' && LABEL_TYPES.includes(type.elementType)))
  const named = space.startsWith('probability') ? scores.find(({ name }) => /prob/i.test(name)) : undefined
  const output = (named ?? scores[0] ?? graph.outputs[0]).name
  const number = /class (\d+)/.exec(space)?.[1]
  return number === undefined ? { output } : { output, class: Number(number) }
}

/** The player of each feature: the feature itself, or the image row of a feature called like `pixel_<row>_<column>`. */
function playersOf({ players, features }: Explanation): number[] | null {
  if (players === undefined) return features.map((_, feature) => feature)
  const rows = features.map((feature) => Number(/_(\d+)_\d+$/.exec(feature)?.[1] ?? Number.NaN))
  return /rows of the image/.test(players) && !rows.some(Number.isNaN) ? rows : null
}

/** Values by listing all coalitions, through the output of ONNX Runtime: the serving engine explains such models. */
async function listed({ path, content }: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const golden = content as unknown as Explanation
  const { model: name, features, rows, background, space, interventional, explained_class: classes, interactions_interventional: pairs } = golden
  const { brute_force: want, base_value: baseValue } = interventional
  if (!want) return { skipped: 'holds no Shapley values of a kind that is known' }
  const players = playersOf(golden)
  if (!players) return { skipped: `its players are groups of features of a kind that is not known: ${golden.players}` }
  const width = Math.max(...players) + 1
  const { file, onnx } = runtime.model(path, 'explain', name)
  const cells = (list: readonly GoldenCell[][]) => features.map((_, feature) => list.map((row) => row[feature]))
  const engine = runtime.engine()
  const tally = new Tally()
  for (const [row, own] of rows.entries()) {
    const decision = classes ? { ...decisionOf(onnx, space), class: classes[row] } : decisionOf(onnx, space)
    const key = `golden ${name} ${decision.class ?? ''}`
    await engine.ask({
      kind: 'prepare',
      model: file,
      baseline: { key, features, decision, cells: cells(background), players, space: 'output', interactions: true },
    })
    const got = await engine.ask({ kind: 'explain', model: file, baselineKey: key, cells: cells([own]) })
    const check = tally.case(`row ${row}`)
    check('base value', got.baseValue, Array.isArray(baseValue) ? baseValue[row] : baseValue, FLOAT32)
    for (let player = 0; player < width; player++) check(`player ${player}`, got.contributions[player], want[row][player], FLOAT32)
    if (pairs) checkPairs(check, got, pairs.values[row], width)
  }
  return tally.outcome()
}

/** Half of every interaction on each side of the diagonal, and on it what a player has alone: rows add up to the contributions. */
function checkPairs(
  check: Check,
  got: Pick<Explained, 'contributions' | 'interactions'>,
  want: number[][],
  players: number,
  tolerance: Tolerance = FLOAT32,
): void {
  for (let i = 0; i < players; i++) {
    let alone = got.contributions[i]
    for (let j = 0; j < players; j++) {
      if (i === j) continue
      const half = (got.interactions?.[pairIndex(Math.min(i, j), Math.max(i, j))] ?? Number.NaN) / 2
      alone -= half
      check(`interaction ${i} ${j}`, half, want[i][j], tolerance)
    }
    check(`main effect ${i}`, alone, want[i][i], tolerance)
  }
}

/** Shapley values of a model's file, `models/<name>.onnx` beside the golden folder. */
export async function explanation(golden: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const { path } = golden
  const content = golden.content as unknown as Explanation
  const { model: name, features, rows, background, space, margin, onnx_output: outputs, interventional, interactions_interventional: pairs, checks } = content
  const exact = interventional.onnx_exact ?? interventional.exact
  if (!exact) return listed(golden, runtime)
  const { onnx } = runtime.model(path, 'explain', name)
  const explainer = explainerFor(onnx, decisionOf(onnx, space), features)
  const tally = new Tally()
  if (!explainer.exact) {
    tally.case('explainer')('exact', explainer.why, 'an exact explanation')
    return tally.outcome()
  }
  const { model } = explainer
  const width = features.length
  const measured = { rows: featureRows(background, width), count: background.length }
  const explained = { rows: featureRows(rows, width), count: rows.length }
  const prepared = prepareBackground(model, measured.rows, measured.count)
  const tolerance = interventional.onnx_exact ? SAME_FILE : LIBRARY
  const got = explainRows(prepared, explained.rows, explained.count)
  const interactions = pairs && explainInteractions(prepareInteractions(model, measured.rows, measured.count), explained.rows, explained.count)
  const bounds = additivityBounds(model, explained.rows, explained.count)
  // The file says how far SHAP is from the exact values.
  const witness = { absolute: 1e-9 + (checks?.shap_interventional_minus_onnx_exact_max_abs ?? LIBRARY.absolute), relative: 1e-9 }
  rows.forEach((_, row) => {
    const check = tally.case(`row ${row}`)
    check('base value', got.baseValue, interventional.base_value, tolerance)
    if (margin) check('margin', got.margins[row], margin[row], tolerance)
    const contributions = got.contributions.subarray(row * width, (row + 1) * width)
    const sum = contributions.reduce((total, value) => total + value, got.baseValue)
    if (typeof outputs?.[row] === 'number') check('sum through the link', applyLink(model.link, sum), outputs[row], { absolute: bounds[row] })
    features.forEach((feature, at) => {
      check(feature, contributions[at], exact[row][at], tolerance)
      if (interventional.shap) check(`${feature} by SHAP`, contributions[at], interventional.shap[row][at], witness)
    })
    if (pairs?.values[row] && interactions) {
      const ofRow = (width * (width - 1)) / 2
      checkPairs(check, { contributions, interactions: interactions.subarray(row * ofRow, (row + 1) * ofRow) }, pairs.values[row], width, tolerance)
    }
  })
  checkPathDependent(tally, model, content, measured, explained)
  return tally.outcome()
}
