import type { DatasetSchema } from '#server/contracts/datasets.ts'
import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import type { DecidingScores } from '#server/kernel/fairness/score-measures.ts'
import { asCodes } from '#server/kernel/table/column.ts'
import { labelText } from './labels.ts'
import { AssessmentProblem } from './plan.ts'
import { columnOf } from './subject.ts'
import type { Subject } from './subject.ts'
import { readTask } from './task.ts'
import type { Task } from './task.ts'

const UNKNOWN = 255

interface Decided {
  /** 1: decided favourably, 0: not, 255: the model gave no score. */
  selected: Uint8Array
  /** 1: favourable in truth, 0: not, 255: not known. */
  truth: Uint8Array | null
  favourable: string
  /** What was decided by; null where the model names a class and gives no score. */
  scores: DecidingScores | null
}

/** Decisions and truth turned to the favourable outcome, which may be the negative one, as "no default" is. */
function turned(decided: Uint8Array, truth: Uint8Array | null, favourableIsPositive: boolean, favourable: string, values: Float64Array): Decided {
  const scores: DecidingScores = { values, favourable: favourableIsPositive ? 'high' : 'low' }
  const turn = (value: number) => (value === UNKNOWN ? UNKNOWN : favourableIsPositive ? value : 1 - value)
  return { selected: decided.map(turn), truth: truth?.map(turn) ?? null, favourable, scores }
}

const reached = (scores: Float64Array, threshold: number): Uint8Array =>
  Uint8Array.from(scores, (score) => (Number.isNaN(score) ? UNKNOWN : score >= threshold ? 1 : 0))

/** What is decided favourably; throws AssessmentProblem where nothing is. */
export function decide(task: Task, declared: string | number | boolean | undefined): Decided {
  switch (task.task) {
    case 'binary': {
      const favourable = declared === undefined ? task.positive : labelText(declared)
      return turned(reached(task.scores, task.threshold), task.truth, favourable === task.positive, favourable, task.scores)
    }
    case 'multiclass': {
      const favourable = labelText(declared ?? 1)
      const index = task.classes.indexOf(favourable)
      if (index < 0) break
      const { scores, classes } = task
      return {
        selected: Uint8Array.from(task.predicted, (code) => (code < 0 ? UNKNOWN : code === index ? 1 : 0)),
        truth: task.truth ? Uint8Array.from(task.truth, (code) => (code < 0 ? UNKNOWN : code === index ? 1 : 0)) : null,
        favourable,
        scores: scores && { values: Float64Array.from(task.predicted, (_, row) => scores[row * classes.length + index]), favourable: 'high' },
      }
    }
    case 'regression': {
      const { threshold } = task
      if (threshold === null) break
      return turned(reached(task.predicted, threshold), task.truth ? reached(task.truth, threshold) : null, true, `at least ${threshold}`, task.predicted)
    }
  }
  throw new AssessmentProblem({
    code: 'no-favourable-outcome',
    title: 'There is no favourable outcome to compare groups by',
    detail:
      task.task === 'regression'
        ? 'This model predicts a number, and its decision has no threshold.'
        : `None of the classes ${task.classes.slice(0, 5).join(', ')} is the favourable outcome.`,
    fix: task.task === 'regression' ? 'Register a version with decision.threshold.' : 'Declare favourableOutcome in the dataset.',
  })
}

/** Declared categories that are no protected attribute: what a disparity may be explained by. */
const strataOf = ({ categorical, protectedAttributes }: DatasetSchema, features: readonly string[]): string[] =>
  (categorical ?? []).filter((column) => features.includes(column) && !protectedAttributes.includes(column))

/** Who is decided on favourably how often, by each declared protected attribute and by their crossings. */
export async function fairness(subject: Subject) {
  const { plan, evaluation } = subject
  const { schema } = plan
  const { selected, truth, favourable, scores } = decide(await readTask(subject), schema.favourableOutcome ?? schema.positiveLabel)
  const coded = (attribute: string) => ({ attribute, ...asCodes(columnOf(evaluation, attribute)) })
  const strata = strataOf(schema, plan.features)
  const result = assessFairness({
    attributes: schema.protectedAttributes.map(coded),
    selected,
    truth,
    ...(scores ? { scores } : {}),
    strata: strata.map(coded),
  })
  return { parameters: { decision: plan.decision, favourableOutcome: favourable, protectedAttributes: schema.protectedAttributes, strata }, result }
}
