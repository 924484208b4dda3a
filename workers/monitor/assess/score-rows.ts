import { encodeData } from '#server/kernel/tensor/encode.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { feedsOf, fixedBatch } from '#server/kernel/tensor/feeds.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { AssessmentProblem } from './plan.ts'
import { rowBatches } from './row-batches.ts'
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
const isLabelOutput = (tensor: Tensor, rows: number): boolean => !isFloat(tensor) && tensor.datatype !== 'BOOL' && tensor.values.length === rows

function wrongOutput(detail: string): never {
  throw new AssessmentProblem({
    code: 'wrong-output',
    title: 'The decision output cannot be read',
    detail,
    fix: 'Register a version whose decision names an output with one score, or one column per class, for each row.',
  })
}

/** Values per row of an output; one score, or one column per class. */
function widthOf(tensor: Tensor, rows: number): number {
  const width = tensor.values.length / rows
  if (!Number.isInteger(width) || width === 0 || (tensor.dims[0] !== rows && width !== 1)) {
    wrongOutput(`${tensor.name} answers with shape [${tensor.dims.join(', ')}] for ${rows} rows.`)
  }
  return width
}

async function scoreBatch({ plan, engine }: Subject, cells: FeatureCells): Promise<Tensor[]> {
  const feeds = feedsOf(plan.signature, plan.features, cells)
  const { outputs } = await engine.ask({ kind: 'run', model: plan.model, feeds, fetches: plan.signature.outputs.map((output) => output.name) })
  return outputs
}

const texts = (tensor: Tensor, rows: number): string[] => encodeData(tensor).slice(0, rows).map(String)

const held = new WeakMap<Subject['plan'], Promise<Scored>>()

/** Scores every evaluated row through ONNX Runtime, in batches; once per assessment. */
export function scoreRows(subject: Subject): Promise<Scored> {
  const known = held.get(subject.plan)
  if (known) return known
  const made = scoreAll(subject)
  held.set(subject.plan, made)
  return made
}

/** A batch filled with its last row up to `rows`, for a model that takes batches of one size. */
const filled = (cells: FeatureCells, rows: number): FeatureCells =>
  cells.map((column) => Array.from({ length: rows }, (_, i) => column[Math.min(i, column.length - 1)]))

async function scoreAll(subject: Subject): Promise<Scored> {
  const { decision, signature } = subject.plan
  if (!decision) return wrongOutput('The version does not say which output decides.')
  const { rows } = subject.evaluation
  const fixed = fixedBatch(signature.inputs)
  if (fixed === 0) return wrongOutput('The model takes batches of no rows.')
  const scored: Scored = { rows, width: 0, scores: new Float64Array(0), labels: null, namedLabels: null }
  let from = 0
  for await (const cells of rowBatches(subject.evaluation, subject.plan.features, fixed ?? BATCH)) {
    const count = cells[0].length
    const fed = fixed ?? count
    const outputs = await scoreBatch(subject, count < fed ? filled(cells, fed) : cells)
    const deciding = outputs.find((output) => output.name === decision.output) ?? wrongOutput(`The model has no output ${decision.output}.`)
    const named = outputs.find((output) => output !== deciding && isLabelOutput(output, fed))
    const width = widthOf(deciding, fed)
    if (from === 0) {
      scored.width = width
      if (isFloat(deciding)) scored.scores = new Float64Array(rows * width)
      else scored.labels = []
      if (named) scored.namedLabels = []
    }
    if (scored.labels) scored.labels.push(...texts(deciding, count))
    else {
      const values = encodeData(deciding).slice(0, count * width)
      scored.scores.set(
        values.map((value) => (value === null ? Number.NaN : Number(value))),
        from * width,
      )
    }
    if (named) scored.namedLabels?.push(...texts(named, count))
    from += count
    subject.say?.(`scored ${from} of ${rows} rows`)
  }
  return scored
}
