import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runCommandIn } from '#server/domain/kit/index.ts'
import { assessmentById, claimAssessment, finishAssessment } from '#server/domain/monitoring/index.ts'
import { KERNEL_VERSION } from '#server/kernel/version.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import type { ChildOutcome } from '#workers/runtime/run-child.ts'
import { planOf } from '../assess/plan.ts'
import type { AssessmentOutcome, AssessmentPlan } from '../assess/plan.ts'
import { reporterOf } from '../assess/reporter.ts'
import type { JobSpec } from '../job-worker.ts'

const CHILD = new URL('../assess/assess-child.ts', import.meta.url).pathname
const LIMITS = { milliseconds: 30 * 60_000, megabytes: 1400 }
const actor = systemActor('monitor')

function outcomeOf(child: ChildOutcome<AssessmentOutcome>): AssessmentOutcome {
  switch (child.end) {
    case 'answer':
      return child.answer
    case 'timeout':
      return {
        problem: {
          code: 'resource-limit',
          title: 'The assessment took too long',
          detail: `It did not end within ${LIMITS.milliseconds / 60_000} minutes.`,
          fix: 'Assess on a smaller snapshot.',
        },
      }
    case 'memory':
      return {
        problem: {
          code: 'resource-limit',
          title: 'The assessment needs too much memory',
          detail: `It needed more than ${LIMITS.megabytes} MB.`,
          fix: 'Assess on a smaller snapshot.',
        },
      }
    case 'crash':
      throw new Error(`the assessment's process ended: ${child.detail}`)
  }
}

/** Measures a version in a child process; its evidence, the end of the assessment and of the job commit together. */
export const runAssessmentJob: JobSpec<'run-assessment'> = {
  name: 'run-assessment',
  async run({ runtime, payload, signal, settle }) {
    const { db } = runtime
    const attempt = await claimAssessment(db, payload.assessmentId)
    if (attempt === null) return
    const claim = { id: payload.assessmentId, attempt }
    const { assessment, version } = await assessmentById(db, payload.assessmentId)
    const plan: AssessmentPlan = await planOf(runtime, assessment, version)
    const reporter = reporterOf(db, claim)
    const watch = { signal: AbortSignal.any([signal, reporter.superseded]), onProgress: reporter.report }
    const outcome = outcomeOf(await runChild<AssessmentOutcome>(CHILD, plan, LIMITS, watch))
    await reporter.settled()
    await settle(async (tx) => {
      const problem = 'problem' in outcome ? outcome.problem : null
      const mine = await finishAssessment(tx, claim, { problem, now: new Date(), total: assessment.kinds.length })
      if (!mine || !('evidence' in outcome)) return
      for (const measured of outcome.evidence) {
        const facts = { versionId: version.id, assessmentId: assessment.id, kernelVersion: KERNEL_VERSION, ...measured }
        await runCommandIn(tx, runtime, governanceOperations.recordEvidence, { actor }, facts)
      }
    })
  },
  async fail(tx, _runtime, { assessmentId }, problem) {
    const attempt = await claimAssessment(tx, assessmentId)
    if (attempt !== null) await finishAssessment(tx, { id: assessmentId, attempt }, { problem, now: new Date(), total: 0 })
  },
}
