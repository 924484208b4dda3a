import type { Cohorts } from '#server/kernel/explain/explanation-result.ts'
import { cohortsBy } from '#server/kernel/explain/global/cohorts.ts'
import { asCodes } from '#server/kernel/table/column.ts'
import type { AssessmentPlan } from '../plan.ts'
import type { Subject } from '../subject.ts'
import { singleThreshold } from '../task.ts'
import type { Sample } from './explain-sample.ts'

/** Whether the decision output holds one score a row, as far as its shape says; the score of a named class is one. */
function isSingle({ decision, signature }: AssessmentPlan): boolean {
  const shape = signature.outputs.find(({ name }) => name === decision?.output)?.shape ?? []
  return decision?.class !== undefined || shape.slice(1).every((size) => size === 1)
}

/** What moves the score by decision, where a threshold decides, and by each protected attribute that the snapshot holds. */
export function cohortsOf({ plan, evaluation }: Subject, sample: Sample, rows: readonly number[]): Cohorts[] {
  const { features, schema } = plan
  const cohorts: Cohorts[] = []
  const threshold = isSingle(plan) ? singleThreshold(plan, schema.label === undefined ? undefined : evaluation.columns.get(schema.label)) : null
  if (threshold !== null) {
    const decided = Array.from(sample.outputs, (output) => (Number.isNaN(output) ? null : output >= threshold ? 'positive' : 'negative'))
    cohorts.push(cohortsBy('decision', 'decision', decided, features, sample.contributions))
  }
  for (const attribute of schema.protectedAttributes) {
    const column = evaluation.columns.get(attribute)
    if (!column) continue
    const { codes, names } = asCodes(column)
    const groups = rows.map((row) => (codes[row] < 0 ? null : names[codes[row]]))
    cohorts.push(cohortsBy('attribute', attribute, groups, features, sample.contributions))
  }
  return cohorts
}
