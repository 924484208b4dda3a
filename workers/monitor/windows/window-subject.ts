import type { Column } from '#server/kernel/table/column.ts'
import { AssessmentProblem } from '../assess/plan.ts'
import type { Task } from '../assess/task.ts'
import type { Estimator } from './estimate-performance.ts'
import { alignColumn } from './feature-columns.ts'
import type { WindowPlan, WindowTask } from './window-plan.ts'
import type { ScoredTable } from './window-reference.ts'
import { windowTask } from './window-task.ts'

/** What every window of a deployment is compared with. */
export interface Compared {
  reference: ScoredTable
  estimator: Estimator | null
}

/** What a window is measured with: its own columns beside those of the reference, and what was decided in it. */
export interface WindowSubject {
  plan: WindowPlan
  window: WindowTask
  reference: ScoredTable
  estimator: Estimator | null
  columns: Map<string, Column>
  task: Task | null
}

/** The window as its kinds look at it; throws AssessmentProblem where the scores are not what the version declares. */
export function subjectOf(plan: WindowPlan, window: WindowTask, { reference, estimator }: Compared): WindowSubject {
  const columns = new Map(
    window.rows.columns.map((column) => {
      const same = reference.columns.get(column.name)
      return [column.name, same ? alignColumn(column, same) : column]
    }),
  )
  const { task } = reference
  return {
    plan,
    window,
    reference,
    estimator,
    columns,
    task: task && plan.decision ? windowTask(task, window.rows.scored, window.rows.truth) : null,
  }
}

/** The decisions, or the reason why a kind that needs them cannot be measured. */
export function needTask(task: Task | null): Task {
  if (task) return task
  throw new AssessmentProblem({
    code: 'no-decision',
    title: 'Nothing is decided',
    detail: 'The version does not say which output decides.',
    fix: 'Register a version with decision.output.',
  })
}
