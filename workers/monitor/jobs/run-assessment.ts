import type { EvidenceKind } from '#server/contracts/evidence.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runCommandIn } from '#server/domain/kit/index.ts'
import { assessmentById, claimAssessment, finishAssessment, holdAssessment, measuredKinds } from '#server/domain/monitoring/index.ts'
import type { Claim } from '#server/domain/monitoring/index.ts'
import { KERNEL_VERSION } from '#server/kernel/version.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import type { ChildOutcome } from '#workers/runtime/run-child.ts'
import { planOf } from '../assess/plan.ts'
import type { AssessmentNews, AssessmentOutcome, AssessmentPlan, Measured } from '../assess/plan.ts'
import { reporterOf } from '../assess/reporter.ts'
import type { JobContext, JobSpec } from '../job-worker.ts'

const CHILD = new URL('../assess/assess-child.ts', import.meta.url).pathname
const LIMITS = { milliseconds: 30 * 60_000, megabytes: 1400 }
const actor = systemActor('monitor')

/** Why the process that measured ended before its time; an end that another attempt may not meet is an error. */
function problemOfEnd(child: ChildOutcome<AssessmentOutcome>): StoredProblem | null {
  switch (child.end) {
    case 'answer':
      return 'problem' in child.answer ? child.answer.problem : null
    case 'timeout':
      return {
        code: 'resource-limit',
        title: 'The assessment took too long',
        detail: `It did not end within ${LIMITS.milliseconds / 60_000} minutes.`,
        fix: 'Assess on a smaller snapshot.',
      }
    case 'memory':
      return {
        code: 'resource-limit',
        title: 'The assessment needs too much memory',
        detail: `It needed more than ${LIMITS.megabytes} MB.`,
        fix: 'Assess on a smaller snapshot.',
      }
    case 'crash':
      throw new Error(`the assessment's process ended: ${child.detail}`)
  }
}

/** One problem for the kinds that were not measured; what was measured is kept, and it says so. */
function problemOfKinds(problem: StoredProblem, missing: readonly EvidenceKind[], measured: readonly EvidenceKind[]): StoredProblem {
  if (measured.length === 0) return problem
  return { ...problem, detail: `${problem.detail} Not measured: ${missing.join(', ')}; measured and kept: ${measured.join(', ')}.` }
}

/** Measures what earlier attempts have not; each kind is recorded as it ends. */
async function measureMissing({ runtime, signal }: JobContext<'run-assessment'>, claim: Claim): Promise<StoredProblem | 'superseded' | null> {
  const { db } = runtime
  const { assessment, version } = await assessmentById(db, claim.id)
  const measured = new Set(await measuredKinds(db, claim.id))
  const already = measured.size
  const plan: AssessmentPlan = await planOf(runtime, assessment, version)
  plan.kinds = assessment.kinds.filter((kind) => !measured.has(kind))
  if (plan.kinds.length === 0) return null
  const reporter = reporterOf(db, claim)
  let firstProblem: StoredProblem | null = null
  let recording = Promise.resolve()
  const record = (made: Measured) =>
    db.transaction(async (tx) => {
      if (!(await holdAssessment(tx, claim))) return
      const facts = { versionId: version.id, assessmentId: assessment.id, kernelVersion: KERNEL_VERSION, ...made }
      await runCommandIn(tx, runtime, governanceOperations.recordEvidence, { actor }, facts)
      measured.add(made.kind)
    })
  const onProgress = (said: unknown) => {
    const news = said as AssessmentNews
    if ('step' in news) return reporter.report({ done: news.step.done + already, total: assessment.kinds.length, step: news.step.step })
    if ('notMeasured' in news) return void (firstProblem ??= news.notMeasured.problem)
    recording = recording.then(() => record(news.measured))
    // Awaited below; what fails meanwhile is not an unhandled rejection.
    recording.catch(() => undefined)
  }
  const watch = { signal: AbortSignal.any([signal, reporter.superseded]), onProgress }
  const child = await runChild<AssessmentOutcome>(CHILD, plan, LIMITS, watch).finally(() => reporter.settled())
  await recording
  if (reporter.superseded.aborted) return 'superseded'
  const problem = problemOfEnd(child) ?? firstProblem
  const missing = assessment.kinds.filter((kind) => !measured.has(kind))
  return problem && problemOfKinds(problem, missing, [...measured])
}

/**
 * Measures a version in a child process. The evidence of each kind commits as it ends, so that another attempt has only the
 * rest to do; the end of the assessment commits with that of the job. It succeeds when every kind was measured.
 */
export const runAssessmentJob: JobSpec<'run-assessment'> = {
  name: 'run-assessment',
  async run(context) {
    const { runtime, payload, settle } = context
    const attempt = await claimAssessment(runtime.db, payload.assessmentId)
    if (attempt === null) return
    const claim = { id: payload.assessmentId, attempt }
    const ended = await measureMissing(context, claim)
    if (ended === 'superseded') return
    const { assessment } = await assessmentById(runtime.db, claim.id)
    await settle(async (tx) => {
      await finishAssessment(tx, claim, { problem: ended, now: new Date(), total: assessment.kinds.length })
    })
  },
  async fail(tx, _runtime, { assessmentId }, problem) {
    const attempt = await claimAssessment(tx, assessmentId)
    if (attempt !== null) await finishAssessment(tx, { id: assessmentId, attempt }, { problem, now: new Date(), total: 0 })
  },
}
