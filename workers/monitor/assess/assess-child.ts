import { openTables } from './load-tables.ts'
import { measure } from './measure.ts'
import type { AssessmentNews, AssessmentOutcome, AssessmentPlan } from './plan.ts'
import { problemOf } from './problem-of.ts'
import { openSteadyEngine } from './steady-engine.ts'

const say = (message: AssessmentOutcome | { progress: AssessmentNews }): void => {
  process.send?.(message)
}

async function assess(plan: AssessmentPlan): Promise<AssessmentOutcome> {
  const engine = openSteadyEngine()
  try {
    const step = (done: number, text: string) => say({ progress: { step: { done, total: plan.kinds.length, step: text } } })
    step(0, 'reading the snapshots')
    // The working directory is this process's own and taken away with it.
    const tablesOf = await openTables(plan, process.cwd())
    for (const [done, kind] of plan.kinds.entries()) {
      step(done, kind)
      try {
        const measured = await measure(kind, { plan, ...(await tablesOf(kind)), engine, say: (text) => step(done, text) })
        say({ progress: { measured } })
      } catch (error) {
        const problem = problemOf(error)
        if (!problem) throw error
        say({ progress: { notMeasured: { kind, problem } } })
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

// Whoever started this process is gone: nobody waits for the answer.
process.once('disconnect', () => process.exit(0))
process.once('message', (plan) => {
  assess(plan as AssessmentPlan).then(say, (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, () => process.exit(1))
  })
})
