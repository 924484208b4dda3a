import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { asCodes } from '#server/kernel/table/column.ts'
import { decide } from '../assess/fairness.ts'
import { AssessmentProblem } from '../assess/plan.ts'
import { collectFeature } from './feature-columns.ts'
import { needTask } from './window-subject.ts'
import type { WindowSubject } from './window-subject.ts'

const UNKNOWN = 255

/** A protected attribute as the model saw it, else as it came with the labels. */
function attributeColumn({ columns, window }: WindowSubject, attribute: string): Column {
  const seen = columns.get(attribute)
  if (seen) return seen
  const { rows } = window
  const collector = collectFeature(attribute, true, rows.measured)
  for (const value of rows.attributes[attribute] ?? []) collector.add(value)
  return collector.column()
}

/** Who was decided on favourably how often in a window, by each protected attribute of which something is known. */
export function windowFairness(subject: WindowSubject) {
  const { plan, task } = subject
  const { selected, truth, favourable } = decide(needTask(task), plan.schema.favourableOutcome ?? plan.schema.positiveLabel)
  const known = plan.schema.protectedAttributes.map((attribute) => ({ attribute, ...asCodes(attributeColumn(subject, attribute)) }))
  const attributes = known.filter(({ codes }) => codes.some((code, row) => code >= 0 && selected[row] !== UNKNOWN))
  const unknown = known.filter((held) => !attributes.includes(held)).map(({ attribute }) => attribute)
  if (attributes.length === 0) {
    throw new AssessmentProblem({
      code: 'no-protected-attribute',
      title: 'Nothing is known of the people decided on',
      detail: unknown.length === 0 ? 'The dataset declares no protected attributes.' : `The model is not given ${unknown.join(', ')}, and no label brought it.`,
      fix: 'Send attributes with the labels, such as {"label": 1, "attributes": {"sex": "female"}}.',
    })
  }
  const result = assessFairness({ attributes, selected, truth })
  const parameters = {
    decision: plan.decision,
    favourableOutcome: favourable,
    protectedAttributes: plan.schema.protectedAttributes,
    unknownAttributes: unknown,
  }
  return { parameters, result }
}
