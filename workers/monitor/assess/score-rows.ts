import { encodeData } from '#server/kernel/tensor/encode.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { feedsOf } from '#server/kernel/tensor/feeds.ts'
import { cellsOf, rowRange } from './cells.ts'
import { AssessmentProblem } from './plan.ts'
import type { Subject } from './subject.ts'

const BATCH = 1024

/** What the model answers for every evaluated row. */
export interface Scored {
  rows: number
  /** Columns of the decision output. */
  width: number
  /** Row-major, rows × width; a text output has none. */
  scores: Float64Array
  /** Set when the decision output holds text or whole numbers, as predicted labels do. */
  labels: string[] | null
  /** Another output of one label a row, where the model has one. */
  namedLabels: string[] | null
}

const isFloat = (tensor: Tensor): boolean => tensor.datatype.startsWith('FP')
const widthOf = (tensor: Tensor): number => tensor.dims.slice(1).reduce((product, dim) => product * dim, 1)
const isLabelOutput = (tensor: Tensor): boolean => !isFloat(tensor) && tensor.datatype !== 'BOOL' && widthOf(tensor) === 1

function wrongOutput(detail: string): never {
  throw new AssessmentProblem({ code: 'wrong-output', title: 'The decision output cannot be read', detail, fix: 'Register a version whose decision names an output with one score, or one column per class, for each row.' })
}

async function scoreBatch(subject: Subject, from: number, to: number): Promise<Tensor[]> {
  const { plan, evaluation, engine } = subject
  const rows = rowRange(from, to)
  const feeds = feedsOf(plan.signature, plan.features, cellsOf(evaluation, plan.features, rows))
  const { outputs } = await engine.ask({ kind: 'run', model: plan.model, feeds, fetches: plan.signature.outputs.map((output) => output.name) })
  return outputs
}

const texts = (tensor: Tensor): string[] => encodeData(tensor).map(String)

const held = new WeakMap<Subject['plan'], Promise<Scored>>()

/** Scores every evaluated row through ONNX Runtime, in batches; once per assessment. */
export function scoreRows(subject: Subject): Promise<Scored> {
  const known = held.get(subject.plan)
  if (known) return known
  const made = scoreAll(subject)
  held.set(subject.plan, made)
  return made
}

async function scoreAll(subject: Subject): Promise<Scored> {
  const { decision } = subject.plan
  if (!decision) return wrongOutput('The version does not say which output decides.')
  const { rows } = subject.evaluation
  const batch = subject.plan.signature.inputs.every((input) => (input.shape[0] ?? -1) < 0) ? BATCH : Math.max(1, subject.plan.signature.inputs[0]?.shape[0] ?? 1)
  const scored: Scored = { rows, width: 0, scores: new Float64Array(0), labels: null, namedLabels: null }
  for (let from = 0; from < rows; from += batch) {
    const to = Math.min(rows, from + batch)
    const outputs = await scoreBatch(subject, from, to)
    const deciding = outputs.find((output) => output.name === decision.output) ?? wrongOutput(`The model has no output ${decision.output}.`)
    const named = outputs.find((output) => output !== deciding && isLabelOutput(output))
    const width = widthOf(deciding)
    if (deciding.dims[0] !== to - from && width !== 1) wrongOutput(`${decision.output} answers ${deciding.dims[0]} rows for ${to - from}.`)
    if (from === 0) {
      scored.width = width
      if (isFloat(deciding)) scored.scores = new Float64Array(rows * width)
      else scored.labels = []
      if (named) scored.namedLabels = []
    }
    if (scored.labels) scored.labels.push(...texts(deciding))
    else scored.scores.set(encodeData(deciding).map((value) => (value === null ? Number.NaN : Number(value))), from * width)
    if (named) scored.namedLabels?.push(...texts(named))
  }
  return scored
}
