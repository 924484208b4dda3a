import type { StoredProblem } from '#server/contracts/problems.ts'
import { answerOnce, say } from '#workers/runtime/answer-once.ts'
import { problemOf } from '../assess/problem-of.ts'
import { openSteadyEngine } from '../assess/steady-engine.ts'
import { estimatorOf } from './estimate-performance.ts'
import { measureWindow } from './measure-window.ts'
import type { WindowMeasured, WindowPlan, WindowTask } from './window-plan.ts'
import { scoredTable } from './window-reference.ts'

/** What the child is asked, and what it ends with when all windows are measured or none can be. */
export interface WindowsQuestion {
  plan: WindowPlan
  windows: WindowTask[]
}
/** What it says as it goes: that the reference is read, and each window as it is measured. */
export type WindowsNews = { ready: true } | { measured: WindowMeasured }
export type WindowsAnswer = { done: true } | { problem: StoredProblem }

const tell = (progress: WindowsNews) => say({ progress })

async function assess({ plan, windows }: WindowsQuestion): Promise<WindowsAnswer> {
  const engine = openSteadyEngine()
  try {
    const reference = await scoredTable(plan, plan.reference, engine)
    const { evaluation } = plan
    const labelled = evaluation === null ? null : evaluation.digest === reference.file.digest ? reference : await scoredTable(plan, evaluation, engine)
    const estimator = labelled && estimatorOf(labelled, plan.features)
    tell({ ready: true })
    for (const window of windows) tell({ measured: measureWindow(plan, window, { reference, estimator }) })
    return { done: true }
  } catch (error) {
    const problem = problemOf(error)
    if (problem) return { problem }
    throw error
  } finally {
    await engine.close()
  }
}

answerOnce(assess)
