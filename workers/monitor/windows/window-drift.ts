import { assessDrift } from '#server/kernel/drift/assess-drift.ts'
import type { FeatureSample } from '#server/kernel/drift/compare-feature.ts'
import type { Column } from '#server/kernel/table/column.ts'
import type { Decision } from '#server/contracts/registry.ts'
import { sampleOf } from '../assess/compare-columns.ts'
import type { Task } from '../assess/task.ts'
import type { WindowSubject } from './window-subject.ts'

const numbers = (name: string, values: Float64Array): Column => ({ kind: 'numeric', name, type: 'number', values })

/** What was decided, as a column: scores, numbers, or the names of predicted classes. */
function outputColumn(task: Task, { output, class: index }: Decision): Column {
  switch (task.task) {
    case 'binary':
      return numbers(index === undefined ? output : `${output}[${index}]`, task.scores)
    case 'regression':
      return numbers(output, task.predicted)
    case 'multiclass':
      return { kind: 'string', name: output, type: 'string', codes: task.predicted, dictionary: task.classes }
  }
}

function outputsOf({ plan, task, reference }: WindowSubject): FeatureSample[] {
  if (!plan.decision || !task || !reference.task) return []
  const pair = { reference: outputColumn(reference.task, plan.decision), current: outputColumn(task, plan.decision) }
  return [sampleOf(pair.current.name, pair, new Set())]
}

/** Whether inputs and decisions of a window are distributed as on the reference; each judged by itself, so that neither hides the other. */
export function windowDrift(subject: WindowSubject) {
  const { plan, columns, reference } = subject
  const declared = new Set(plan.schema.categorical)
  const samples = plan.features.flatMap((feature) => {
    const pair = { reference: reference.columns.get(feature), current: columns.get(feature) }
    return pair.reference && pair.current ? [sampleOf(feature, { reference: pair.reference, current: pair.current }, declared)] : []
  })
  const tests = plan.schema.driftTests ?? []
  const outputs = assessDrift(outputsOf(subject), { tests })
  return {
    parameters: { features: plan.features, categorical: [...declared], decision: plan.decision },
    result: { ...assessDrift(samples, { tests }), outputs: { verdict: outputs.verdict, features: outputs.features } },
  }
}
