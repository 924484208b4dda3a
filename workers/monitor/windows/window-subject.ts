import type { Column } from '#server/kernel/table/column.ts'
import { AssessmentProblem } from '../assess/plan.ts'
import type { Task } from '../assess/task.ts'
import { alignColumn } from './feature-columns.ts'
import type { WindowPlan, WindowTask } from './window-plan.ts'
import type { ScoredTable } from './window-reference.ts'
import { windowTask } from './window-task.ts'

/** What a window is measured with: its own columns beside those of the reference, and what was decided in it. */
export interface WindowSubject {
  plan: WindowPlan
  window: WindowTask
  reference: ScoredTable
  columns: Map<string, Column>
  task: Task | null
}

/** The window as its kinds look at it; throws AssessmentProblem where the scores are not what the version declares. */
export function subjectOf(plan: WindowPlan, window: WindowTask, reference: ScoredTable): WindowSubject {
  const columns = new Map(
    window.rows.columns.map((column) => {
      const same = reference.columns.get(column.name)
      return [column.name, same ? alignColumn(column, same) : column]
    }),
  )
  const { task } = reference
  return { plan, window, reference, columns, task: task && plan.decision ? windowTask(task, window.rows.scored, window.rows.truth, plan.decision) : null }
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
