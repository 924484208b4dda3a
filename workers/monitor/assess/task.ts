import { labelCodes, labelText } from './labels.ts'
import { AssessmentProblem } from './plan.ts'
import type { AssessmentPlan } from './plan.ts'
import type { Scored } from './score-rows.ts'
import { scoreRows } from './score-rows.ts'
import { columnOf } from './subject.ts'
import type { Subject } from './subject.ts'
import { decisionThreshold } from '#server/kernel/scores/decision-threshold.ts'
import type { DatasetSchema } from '#server/contracts/datasets.ts'
import type { Column } from '#server/kernel/table/column.ts'

const UNKNOWN = 255

/** What the model does, and what is known to be true, row by row. */
export type Task =
  | { task: 'binary'; scores: Float64Array; threshold: number; truth: Uint8Array | null; positive: string }
  | { task: 'multiclass'; predicted: Int32Array; truth: Int32Array | null; classes: string[]; scores: Float64Array | null }
  | { task: 'regression'; predicted: Float64Array; truth: Float64Array | null; threshold: number | null }

/** One column of scores. */
function columnOfScores({ scores, rows, width }: Scored, index: number, output: string): Float64Array {
  if (index >= width) {
    throw new AssessmentProblem({
      code: 'wrong-output',
      title: 'The decision class does not exist',
      detail: `${output} has ${width} columns, so there is no class ${index}.`,
      fix: `Register a version with decision.class from 0 to ${width - 1}.`,
    })
  }
  return Float64Array.from({ length: rows }, (_, row) => scores[row * width + index])
}

function binaryTruth(column: Column, positive: string): Uint8Array {
  const { codes, names } = labelCodes(column)
  const code = names.indexOf(positive)
  if (code < 0) {
    throw new AssessmentProblem({
      code: 'no-positive-label',
      title: 'The positive label never occurs',
      detail: `The label ${column.name} never holds the positive label ${positive}; it holds ${names.slice(0, 5).join(', ') || 'nothing'}.`,
      fix: 'Declare positiveLabel in the dataset, or send a snapshot with positive cases.',
    })
  }
  return Uint8Array.from(codes, (held) => (held < 0 ? UNKNOWN : held === code ? 1 : 0))
}

/** The class of the largest score, the first of several; -1 when the model gave none. */
export function largest(scores: Float64Array, from: number, width: number): number {
  let best = -1
  for (let k = 0; k < width; k++) if (!Number.isNaN(scores[from + k]) && !(best >= 0 && scores[from + k] <= scores[from + best])) best = k
  return best
}

const ordered = (names: string[]): string[] =>
  names.every((name) => Number.isFinite(Number(name))) ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted()

/** Which label each score column stands for: as the model's own label output says, else the sorted labels, else its number. */
function classesOf(scored: Scored, predicted: Int32Array, label: { names: string[] } | null): string[] {
  const numbers = Array.from({ length: scored.width }, (_, k) => String(k))
  const sorted = label && label.names.length === scored.width ? ordered(label.names) : null
  if (scored.namedLabels === null) return sorted && !sorted.every((name) => numbers.includes(name)) ? sorted : numbers
  const own = new Map<number, string>()
  for (let row = 0; row < scored.rows; row++) if (predicted[row] >= 0 && !own.has(predicted[row])) own.set(predicted[row], labelText(scored.namedLabels[row]))
  // A column that never wins is named by the labels where they agree on all others; its number may be another column's name.
  if (sorted && [...own].every(([k, name]) => sorted[k] === name)) return sorted
  const taken = new Set(own.values())
  return numbers.map((number, k) => own.get(k) ?? (taken.has(number) ? `column ${number}` : number))
}

function multiclass(scored: Scored, label: Column | undefined): Task {
  const known = label ? labelCodes(label) : null
  const own = scored.labels?.map(labelText)
  const names = own ? ordered([...new Set([...own, ...(known?.names ?? [])])]) : null
  const predicted =
    own && names
      ? Int32Array.from(own, (text) => names.indexOf(text))
      : Int32Array.from({ length: scored.rows }, (_, row) => largest(scored.scores, row * scored.width, scored.width))
  const classes = names ?? classesOf(scored, predicted, known)
  // A label that no column stands for is a class that the model never predicts.
  for (const name of known?.names ?? []) if (!classes.includes(name)) classes.push(name)
  const index = known?.names.map((name) => classes.indexOf(name)) ?? []
  const truth = known ? Int32Array.from(known.codes, (code) => (code < 0 ? -1 : index[code])) : null
  return { task: 'multiclass', predicted, truth, classes, scores: own || classes.length !== scored.width ? null : scored.scores }
}

const positiveOf = ({ positiveLabel }: DatasetSchema): string => labelText(positiveLabel ?? 1)
const isNumeric = (column: Column): boolean => column.kind === 'numeric' && column.type !== 'boolean'

/** Whether the label of a single score without a named class shows that it is that of one of two classes. */
function looksBinary(label: Column | undefined, positive: string): boolean {
  if (!label) return false
  const { names } = labelCodes(label)
  const zeroOrOne = names.length > 0 && names.every((name) => name === '0' || name === '1')
  return names.length <= 2 && (!isNumeric(label) || names.includes(positive) || zeroOrOne)
}

/** From which score on a single score decides positively; null where it is a number. */
export function singleThreshold({ decision, schema }: AssessmentPlan, label: Column | undefined): number | null {
  return decisionThreshold(decision, looksBinary(label, positiveOf(schema)) ? 'binary' : undefined)
}

function taskOf({ plan, evaluation }: Subject, scored: Scored): Task {
  const { decision, schema } = plan
  const output = decision?.output ?? ''
  const label = schema.label === undefined ? undefined : evaluation.columns.get(schema.label)
  const positive = positiveOf(schema)
  if (scored.labels) return multiclass(scored, label)
  if (decision?.class === undefined && scored.width > 1) return multiclass(scored, label)
  const scores = columnOfScores(scored, decision?.class ?? 0, output)
  const binary = decision?.class !== undefined || looksBinary(label, positive) || (decision?.threshold !== undefined && !(label && isNumeric(label)))
  const threshold = singleThreshold(plan, label)
  if (binary && threshold !== null) return { task: 'binary', scores, threshold, truth: label ? binaryTruth(label, positive) : null, positive }
  return { task: 'regression', predicted: scores, truth: label?.kind === 'numeric' ? label.values : null, threshold }
}

/** Scores the evaluated rows and reads their labels as the kind of task that version and dataset declare. */
export async function readTask(subject: Subject): Promise<Task> {
  return taskOf(subject, await scoreRows(subject))
}

/** The declared label as known truth; an assessment that needs it ends here without it. */
export function needTruth<T>(truth: T | null, subject: Subject): T {
  if (truth !== null) return truth
  const { label } = subject.plan.schema
  if (label !== undefined) columnOf(subject.evaluation, label)
  throw new AssessmentProblem({
    code: 'no-label',
    title: 'There is no truth to compare with',
    detail: label ? `The label ${label} is not a number, as this model's output is.` : 'The dataset declares no label.',
    fix: 'Declare the label of the dataset, and send it with the snapshot.',
  })
}
