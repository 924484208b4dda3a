import { answerOnce, say } from '#workers/runtime/answer-once.ts'
import { openTables } from './load-tables.ts'
import { measure } from './measure.ts'
import type { AssessmentNews, AssessmentOutcome, AssessmentPlan } from './plan.ts'
import { problemOf } from './problem-of.ts'
import { openSteadyEngine } from './steady-engine.ts'

async function assess(plan: AssessmentPlan): Promise<AssessmentOutcome> {
  const engine = openSteadyEngine()
  try {
    const news = (progress: AssessmentNews) => say({ progress })
    const step = (done: number, text: string) => news({ step: { done, total: plan.kinds.length, step: text } })
    step(0, 'reading the snapshots')
    // The working directory is this process's own and taken away with it.
    const tablesOf = await openTables(plan, process.cwd())
    for (const [done, kind] of plan.kinds.entries()) {
      step(done, kind)
      try {
        const measured = await measure(kind, { plan, ...(await tablesOf(kind)), engine, say: (text) => step(done, text) })
        news({ measured })
      } catch (error) {
        const problem = problemOf(error)
        if (!problem) throw error
        news({ notMeasured: { kind, problem } })
      }
    }
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
