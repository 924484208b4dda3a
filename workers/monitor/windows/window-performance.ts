import { assessPerformance } from '#server/kernel/performance/assess-performance.ts'
import type { PerformanceResult } from '#server/kernel/performance/performance-result.ts'
import type { Task } from '../assess/task.ts'
import { needTask } from './window-subject.ts'
import type { WindowSubject } from './window-subject.ts'

function measured(task: Task): PerformanceResult {
  switch (task.task) {
    case 'binary':
      return assessPerformance({
        task: 'binary',
        scores: task.scores,
        truth: task.truth ?? new Uint8Array(task.scores.length).fill(255),
        threshold: task.threshold,
      })
    case 'multiclass': {
      const truth = task.truth ?? new Int32Array(task.predicted.length).fill(-1)
      return assessPerformance({ task: 'multiclass', predicted: task.predicted, truth, classes: task.classes, ...(task.scores ? { scores: task.scores } : {}) })
    }
    case 'regression':
      return assessPerformance({
        task: 'regression',
        predicted: task.predicted,
        truth: task.truth ?? new Float64Array(task.predicted.length).fill(Number.NaN),
      })
  }
}

/** How well the decisions of a window agree with the labels that have come, how many have, and what was to be expected before any came. */
export function windowPerformance({ plan, window, task, estimator, columns }: WindowSubject) {
  const known = needTask(task)
  const { measured: rows, mature, truth } = window.rows
  const labelled = truth.filter((label) => label !== null).length
  const coverage = {
    rows,
    labelled,
    share: rows === 0 ? 0 : labelled / rows,
    mature: window.matureAt === null ? null : mature / rows,
    matureAt: window.matureAt,
  }
  const estimated = estimator?.(known, columns) ?? null
  return {
    parameters: {
      task: known.task,
      decision: plan.decision,
      label: plan.schema.label,
      positiveLabel: plan.schema.positiveLabel ?? 1,
      ...(estimated && plan.evaluation ? { estimatedFrom: plan.evaluation.snapshotId } : {}),
    },
    result: { ...measured(known), coverage, ...(estimated ? { estimated } : {}) },
  }
}
