import type { AssessedKind } from '#server/contracts/evidence.ts'
import type { WindowSummary } from '#server/contracts/monitoring.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Measured } from '../assess/plan.ts'
import { problemOf } from '../assess/problem-of.ts'
import { summariseWindow } from './summarise-window.ts'
import { windowDrift } from './window-drift.ts'
import { windowFairness } from './window-fairness.ts'
import { windowPerformance } from './window-performance.ts'
import type { WindowMeasured, WindowPlan, WindowTask } from './window-plan.ts'
import { windowQuality } from './window-quality.ts'
import { subjectOf } from './window-subject.ts'
import type { Compared, WindowSubject } from './window-subject.ts'

type Measure = (subject: WindowSubject) => { parameters: Record<string, unknown>; result: Record<string, unknown> }

const MEASURES: Partial<Record<AssessedKind, { run: Measure; reference: boolean }>> = {
  'data-quality': { run: windowQuality, reference: true },
  drift: { run: windowDrift, reference: true },
  performance: { run: windowPerformance, reference: false },
  fairness: { run: windowFairness, reference: false },
}

/** Measures the kinds of one window; a kind that cannot be measured says why and leaves the others alone. */
export function measureWindow(plan: WindowPlan, window: WindowTask, compared: Compared): WindowMeasured {
  const evidence: Measured[] = []
  const failed: (StoredProblem & { kind: AssessedKind })[] = []
  const attempt = (kind: AssessedKind, work: () => void) => {
    try {
      work()
    } catch (error) {
      const problem = problemOf(error)
      if (!problem) throw error
      failed.push({ ...problem, kind })
    }
  }
  let subject: WindowSubject | null = null
  attempt('drift', () => void (subject = subjectOf(plan, window, compared)))
  for (const kind of window.kinds) {
    const known = MEASURES[kind]
    if (!known || !subject) continue
    const measured = subject
    attempt(kind, () => {
      const { parameters, result } = known.run(measured)
      const inputs = [{ role: 'production', digest: window.rows.digest }]
      const beside = [{ role: 'reference', snapshotId: plan.reference.snapshotId, digest: plan.reference.digest }]
      const facts = { ...parameters, window: window.facts, referenceRows: compared.reference.rows }
      evidence.push({ kind, inputs: known.reference ? [...inputs, ...beside] : inputs, parameters: facts, result })
    })
  }
  const notMeasured = failed.map(({ kind, code, detail }): WindowSummary['notMeasured'][number] => ({ kind, code, detail }))
  const [problem] = failed
  return { id: window.id, evidence, summary: summariseWindow(window, evidence, notMeasured), problem: evidence.length === 0 ? (problem ?? null) : null }
}
