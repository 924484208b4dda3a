import { assessPerformance } from '#server/kernel/performance/assess-performance.ts'
import type { PerformanceInput } from '#server/kernel/performance/assess-performance.ts'
import { assessSegments } from '#server/kernel/performance/assess-segments.ts'
import { asCodes } from '#server/kernel/table/column.ts'
import type { Subject } from './subject.ts'
import { needTruth, readTask } from './task.ts'
import type { Task } from './task.ts'

function inputOf(task: Task, subject: Subject): PerformanceInput {
  switch (task.task) {
    case 'binary':
      return { task: 'binary', scores: task.scores, truth: needTruth(task.truth, subject), threshold: task.threshold }
    case 'multiclass': {
      const scores = task.scores ? { scores: task.scores } : {}
      return { task: 'multiclass', predicted: task.predicted, truth: needTruth(task.truth, subject), classes: task.classes, ...scores }
    }
    case 'regression':
      return { task: 'regression', predicted: task.predicted, truth: needTruth(task.truth, subject) }
  }
}

/** Protected attributes, then declared categories, as far as the evaluation holds them. */
function segmentColumns({ plan, evaluation }: Subject) {
  const { protectedAttributes, categorical } = plan.schema
  const held = [...new Set([...protectedAttributes, ...(categorical ?? [])])].flatMap((name) => evaluation.columns.get(name) ?? [])
  return held.map((column) => ({ column: column.name, ...asCodes(column) }))
}

/** How well the decisions agree with what turned out to be true, over all rows and by segment. */
export async function performance(subject: Subject) {
  const task = await readTask(subject)
  const { decision, schema } = subject.plan
  const parameters = { task: task.task, decision, label: schema.label, positiveLabel: schema.positiveLabel ?? 1 }
  const input = inputOf(task, subject)
  const columns = segmentColumns(subject)
  const segments = columns.length === 0 ? {} : { segments: assessSegments(input, columns) }
  return { parameters, result: { ...assessPerformance(input), ...segments } }
}
