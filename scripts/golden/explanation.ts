import { explainerFor } from '#server/kernel/explain/explainer-for.ts'
import type { DecisionScore } from '#server/kernel/explain/explainer-for.ts'
import type { FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { explainRows } from '#server/kernel/explain/explain-rows.ts'
import { prepareBackground } from '#server/kernel/explain/prepare-background.ts'
import type { OnnxModel } from '#server/kernel/onnx/model.ts'
import type { GoldenFile } from './kind.ts'
import type { GoldenRuntime } from './runtime.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome, Skipped } from './tally.ts'

/** Means of float32 outputs. */
const FLOAT32 = { absolute: 1e-6, relative: 1e-6 }

type GoldenCell = number | string | null
type Interventional = { base_value: number; onnx_exact?: number[][]; exact?: number[][]; brute_force?: number[][] }
type Explanation = {
  model: string
  features: string[]
  rows: GoldenCell[][]
  background: GoldenCell[][]
  space: string
  margin?: number[]
  interventional: Interventional
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

/** The score that a file explains: the first output that is not a label, of class 1 where it says so. */
function decisionOf({ graph }: OnnxModel, space: string): DecisionScore {
  const scores = graph.outputs.find(({ type }) => !(type.kind === 'tensor' && LABEL_TYPES.includes(type.elementType)))
  const output = (scores ?? graph.outputs[0]).name
  return /class 1/.test(space) ? { output, class: 1 } : { output }
}

/** Values by listing all coalitions, through the output of ONNX Runtime: the serving engine explains such models. */
async function listed({ path, content }: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const { model: name, features, rows, background, space, interventional } = content as unknown as Explanation
  const { brute_force: want, base_value: baseValue } = interventional
  if (!want) return { skipped: 'holds no Shapley values of a kind that is known' }
  if (want[0].length !== features.length) return { skipped: 'its players are groups of features; the product explains features' }
  const { file, onnx } = runtime.model(path, 'explain', name)
  const cells = (list: readonly GoldenCell[][]) => features.map((_, feature) => list.map((row) => row[feature]))
  const baseline = { key: `golden ${name}`, features, decision: decisionOf(onnx, space), cells: cells(background) }
  const engine = runtime.engine()
  const prepared = await engine.ask({ kind: 'prepare', model: file, baseline })
  if (prepared.space !== 'output') return { skipped: `the file explains the output, the product its margin (${prepared.space})` }
  const got = await engine.ask({ kind: 'explain', model: file, baselineKey: baseline.key, cells: cells(rows) })
  const tally = new Tally()
  rows.forEach((_, row) => {
    const check = tally.case(`row ${row}`)
    check('base value', got.baseValue, baseValue, FLOAT32)
    features.forEach((feature, at) => check(feature, got.contributions[row * features.length + at], want[row][at], FLOAT32))
  })
  return tally.outcome()
}

/** Interventional Shapley values of a model's file, `models/<name>.onnx` beside the golden folder. */
export async function explanation(golden: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const { path, content } = golden
  const { model: name, features, rows, background, space, margin, interventional } = content as unknown as Explanation
  const exact = interventional.onnx_exact ?? interventional.exact
  if (!exact) return listed(golden, runtime)
  const { onnx } = runtime.model(path, 'explain', name)
  const explainer = explainerFor(onnx, decisionOf(onnx, space), features)
  const tally = new Tally()
  if (!explainer.exact) {
    tally.case('explainer')('exact', explainer.why, 'an exact explanation')
    return tally.outcome()
  }
  const prepared = prepareBackground(explainer.model, featureRows(background, features.length), background.length)
  const tolerance = interventional.onnx_exact ? SAME_FILE : LIBRARY
  const got = explainRows(prepared, featureRows(rows, features.length), rows.length)
  rows.forEach((_, row) => {
    const check = tally.case(`row ${row}`)
    check('base value', got.baseValue, interventional.base_value, tolerance)
    if (margin) check('margin', got.margins[row], margin[row], tolerance)
    features.forEach((feature, at) => check(feature, got.contributions[row * features.length + at], exact[row][at], tolerance))
  })
  return tally.outcome()
}
