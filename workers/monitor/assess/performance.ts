import { assessPerformance } from '#server/kernel/performance/assess-performance.ts'
import type { Subject } from './subject.ts'
import { needTruth, readTask } from './task.ts'

/** How well the decisions agree with what turned out to be true. */
export async function performance(subject: Subject) {
  const task = await readTask(subject)
  const { decision, schema } = subject.plan
  const parameters = { task: task.task, decision, label: schema.label, positiveLabel: schema.positiveLabel ?? 1 }
  switch (task.task) {
    case 'binary':
      return {
        parameters,
        result: assessPerformance({ task: 'binary', scores: task.scores, truth: needTruth(task.truth, subject), threshold: task.threshold }),
      }
    case 'multiclass': {
      const scores = task.scores ? { scores: task.scores } : {}
      return {
        parameters,
        result: assessPerformance({ task: 'multiclass', predicted: task.predicted, truth: needTruth(task.truth, subject), classes: task.classes, ...scores }),
      }
    }
    case 'regression':
      return { parameters, result: assessPerformance({ task: 'regression', predicted: task.predicted, truth: needTruth(task.truth, subject) }) }
  }
}
