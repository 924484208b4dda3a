import type { Cohorts } from '#server/kernel/explain/explanation-result.ts'
import { cohortsBy } from '#server/kernel/explain/global/cohorts.ts'
import { asCodes } from '#server/kernel/table/column.ts'
import type { Subject } from '../subject.ts'
import type { Sample } from './explain-sample.ts'

const HALF = 0.5

/** What moves the score by decision, where a threshold decides, and by each protected attribute that the snapshot holds. */
export function cohortsOf({ plan, evaluation }: Subject, sample: Sample, rows: readonly number[]): Cohorts[] {
  const { features, decision, schema } = plan
  const cohorts: Cohorts[] = []
  if (decision && (decision.class !== undefined || decision.threshold !== undefined)) {
    const threshold = decision.threshold ?? HALF
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
