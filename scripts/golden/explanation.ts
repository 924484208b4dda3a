import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainerFor } from '#server/kernel/explain/explainer-for.ts'
import type { FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { explainRows, prepareBackground } from '#server/kernel/explain/explain-rows.ts'
import type { OnnxModel } from '#server/kernel/onnx/model.ts'
import { readModel } from '#server/kernel/onnx/read-model.ts'
import type { GoldenFile } from './kind.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome, Skipped } from './tally.ts'

type GoldenCell = number | string | null
type Interventional = { base_value: number; onnx_exact?: number[][]; exact?: number[][] }
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

/** The tensor with the scores: the first output that is not a label, or what a ZipMap at the end reads. */
function scoreTensor({ graph }: OnnxModel): string {
  const scores = graph.outputs.find(({ type }) => !(type.kind === 'tensor' && LABEL_TYPES.includes(type.elementType)))
  const output = (scores ?? graph.outputs[0]).name
  const map = graph.nodes.find((node) => node.opType === 'ZipMap' && node.outputs.includes(output))
  return map?.inputs[0] ?? output
}

/** Interventional Shapley values of a model's file, `models/<name>.onnx` beside the golden folder. */
export function explanation({ path, content }: GoldenFile): GoldenOutcome | Skipped {
  const { model: name, features, rows, background, space, margin, interventional } = content as unknown as Explanation
  const exact = interventional.onnx_exact ?? interventional.exact
  if (!exact) return { skipped: 'explains the output of ONNX Runtime, whose values no kernel computes' }
  const onnx = readModel(readFileSync(join(path.slice(0, path.lastIndexOf('/explain/')), '..', 'models', `${name}.onnx`)))
  const explainer = explainerFor(onnx, { output: scoreTensor(onnx), class: /class 1/.test(space) ? 1 : undefined }, features)
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
