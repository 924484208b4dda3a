import { createHash } from 'node:crypto'
import type { Decision, Signature } from '#server/contracts/registry.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { cellsOfFeeds } from '#workers/inference/explain/feature-cells.ts'
import { recordedFeeds } from '#workers/inference/request/recorded-tensors.ts'
import type { RecordedTensor } from '#workers/inference/request/recorded-tensors.ts'
import { Refused } from '#workers/inference/refused.ts'
import { AssessmentProblem } from '../assess/plan.ts'
import { collectFeature } from './feature-columns.ts'
import { collectScores } from './recorded-scores.ts'
import type { RecordedScores } from './recorded-scores.ts'

export interface LoggedLabel {
  row: number
  label: string
  attributes: Record<string, string> | null
  observed: number
}

/** A prediction as the log holds it, with the newest label of each row. */
export interface LoggedPrediction extends Record<string, unknown> {
  id: string
  rows: number
  inputs: string
  outputs: string
  /** Epoch milliseconds. */
  event: string
  labels: LoggedLabel[] | null
}

/** What is read of predictions. */
export interface CollectedParts {
  signature: Signature
  features: string[]
  decision: Decision | null
  /** Protected attributes that come with labels. */
  attributes: string[]
  /** How old nine of ten labels are when they come, in milliseconds; null while none is known. */
  labelLagMs: number | null
  now: Date
}

/** What was predicted, column by column, and what is known to be true of it. */
export interface CollectedRows {
  columns: Column[]
  scored: RecordedScores
  /** The newest label of each row, null where none has come. */
  truth: (string | null)[]
  attributes: Record<string, (string | null)[]>
  /** Rows whose labels should have come by now. */
  mature: number
  /** Over the ids of the predictions, the rows taken of each and the labels that were used. */
  digest: string
}

/** Whether a feature is sent as text; one input takes all features, several one each. */
const isText = ({ inputs }: Signature, feature: string): boolean =>
  (inputs.length === 1 ? inputs[0] : inputs.find((input) => input.name === feature))?.datatype === 'BYTES'

function cellsOf({ inputs, rows }: LoggedPrediction, { features, signature }: CollectedParts) {
  try {
    return cellsOfFeeds(features, recordedFeeds(inputs, signature, true), rows)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const fix = 'Register a version whose features are the inputs of its model.'
    throw new AssessmentProblem({ code: 'wrong-input', title: 'The log does not hold the features', detail: error.message, fix })
  }
}

/** Counts the characters of kept texts; throws AssessmentProblem beyond so many. */
function textCounter(most: number): (text: string) => void {
  let count = 0
  return (text) => {
    count += text.length
    if (count <= most) return
    throw new AssessmentProblem({
      code: 'resource-limit',
      title: 'The window holds too much text',
      detail: `Its features, labels and attributes have more than ${most.toLocaleString('en')} characters of text.`,
      fix: 'Assess the deployment in smaller windows, or register a version without the features that are different texts in every row.',
    })
  }
}

/** Collects exactly `measured` rows of predictions that are added in order, with `characters` of text at most. */
export function collectRows(parts: CollectedParts, measured: number, characters: number) {
  const { signature, features, decision, attributes, labelLagMs, now } = parts
  const onText = textCounter(characters)
  const columns = features.map((feature) => collectFeature(feature, isText(signature, feature), measured, onText))
  const scores = collectScores(decision ?? { output: '' }, measured, onText)
  const truth: (string | null)[] = []
  const known = Object.fromEntries(attributes.map((name) => [name, [] as (string | null)[]]))
  const hash = createHash('sha256')
  let mature = 0
  const keep = (texts: (string | null)[], text: string | null) => {
    if (text !== null) onText(text)
    texts.push(text)
  }
  return {
    add(logged: LoggedPrediction, picked: readonly number[]) {
      const cells = cellsOf(logged, parts)
      const labels = new Map(logged.labels?.map((label) => [label.row, label]))
      for (const [i, column] of columns.entries()) for (const row of picked) column.add(cells[i][row])
      scores.add(JSON.parse(logged.outputs) as RecordedTensor[], logged.rows, picked)
      for (const row of picked) {
        const label = labels.get(row)
        keep(truth, label?.label ?? null)
        for (const name of attributes) keep(known[name], label?.attributes?.[name] ?? null)
      }
      if (labelLagMs !== null && Number(logged.event) + labelLagMs <= now.getTime()) mature += picked.length
      const used = picked.flatMap((row) => labels.get(row) ?? [])
      hash.update(`${logged.id} ${picked.join(' ')}\n${used.map((label) => JSON.stringify(label)).join('')}\n`)
    },
    finish: (): CollectedRows => ({
      columns: columns.map((column) => column.column()),
      scored: scores.scored(),
      truth,
      attributes: known,
      mature,
      digest: `sha256:${hash.digest('hex')}`,
    }),
  }
}
