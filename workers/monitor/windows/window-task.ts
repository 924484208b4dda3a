import { labelText } from '../assess/labels.ts'
import { largest } from '../assess/task.ts'
import type { Task } from '../assess/task.ts'
import type { RecordedScores } from './recorded-scores.ts'

const UNKNOWN = 255

/** Class numbers of names; a name that no class has yet becomes one. */
function numbering(classes: string[]): (name: string) => number {
  const known = new Map(classes.map((name, index) => [name, index]))
  return (name) => {
    const index = known.get(name) ?? classes.length
    if (index === classes.length) {
      known.set(name, index)
      classes.push(name)
    }
    return index
  }
}

function multiclass({ classes: named }: Extract<Task, { task: 'multiclass' }>, scored: RecordedScores, labels: (string | null)[]): Task {
  const { labels: own, scores, width, rows } = scored
  const classes = [...named]
  const numberOf = numbering(classes)
  const predicted = own
    ? Int32Array.from(own, (label) => (label === '' ? -1 : numberOf(labelText(label))))
    : Int32Array.from({ length: rows }, (_, row) => largest(scores, row * width, width))
  const truth = Int32Array.from(labels, (label) => (label === null ? -1 : numberOf(labelText(label))))
  return { task: 'multiclass', predicted, truth, classes, scores: own || classes.length !== width ? null : scores }
}

/** What was decided in a window and what is known to be true of it, as the kind of task that the reference shows the version to have. */
export function windowTask(reference: Task, scored: RecordedScores, labels: (string | null)[]): Task {
  if (reference.task === 'multiclass') return multiclass(reference, scored, labels)
  const { rows, width } = scored
  // Nothing was recorded, or labels where scores were to be.
  const none = scored.scores.length === 0
  const scores = Float64Array.from({ length: rows }, (_, row) => (none ? Number.NaN : scored.scores[row * width]))
  if (reference.task === 'regression') {
    return {
      ...reference,
      predicted: scores,
      truth: Float64Array.from(labels, (label) => (label === null || label.trim() === '' ? Number.NaN : Number(label))),
    }
  }
  const { positive } = reference
  return { ...reference, scores, truth: Uint8Array.from(labels, (label) => (label === null ? UNKNOWN : labelText(label) === positive ? 1 : 0)) }
}
