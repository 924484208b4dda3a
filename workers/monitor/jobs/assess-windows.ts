import type { AssessedKind } from '#server/contracts/evidence.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runCommandIn } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { aloneOnWindows, claimWindows, continueWindows, finishWindow, giveUpClaimed, giveUpWindows, releaseWindows } from '#server/domain/monitoring/index.ts'
import type { ClaimedWindow, WindowOutcome } from '#server/domain/monitoring/index.ts'
import { deploymentById } from '#server/domain/serving/index.ts'
import { KERNEL_VERSION } from '#server/kernel/version.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import type { ChildEnd } from '#workers/runtime/run-child.ts'
import { problemOf } from '../assess/problem-of.ts'
import type { JobSpec } from '../job-worker.ts'
import { measureBatch } from '../windows/measure-batch.ts'
import { readWindow, WINDOW_LIMITS } from '../windows/read-window.ts'
import type { WindowsAnswer, WindowsNews, WindowsQuestion } from '../windows/window-child.ts'
import { labelLagOf, windowPlanOf } from '../windows/window-plan.ts'
import type { WindowMeasured, WindowPlan, WindowTask } from '../windows/window-plan.ts'

const CHILD = new URL('../windows/window-child.ts', import.meta.url).pathname
const LIMITS = { milliseconds: 10 * 60_000, megabytes: 1400 }
/** Windows that one child measures, so that the reference is read and scored once for them. */
const MOST_WINDOWS = 16
const actor = systemActor('monitor')

type Deployed = Awaited<ReturnType<typeof deploymentById>>

/** New labels change what depends on the truth; new rows or another reference change everything. */
function kindsOf(window: ClaimedWindow, rows: number, referenceSnapshotId: string): AssessedKind[] {
  const measured = window.revision > 0 && window.problem === null
  const same = measured && window.assessedRows === rows && window.referenceSnapshotId === referenceSnapshotId
  return same ? ['performance', 'fairness'] : ['data-quality', 'drift', 'performance', 'fairness']
}

/** What a batch of windows of one deployment has in common. */
interface Batch {
  runtime: Runtime
  deployed: Deployed
  plan: WindowPlan
  labelLagMs: number | null
}

interface Taken {
  id: string
  window: ClaimedWindow
  task: WindowTask
}

const nowOf = (runtime: Runtime): Date => runtime.now?.() ?? new Date()

async function taskOf({ runtime, plan, labelLagMs }: Batch, window: ClaimedWindow): Promise<WindowTask> {
  const { id, deploymentId, size, from, to, revision } = window
  const attributes = plan.schema.protectedAttributes.filter((name) => !plan.features.includes(name))
  const { signature, features, decision } = plan
  const rows = await readWindow(runtime.db, { deploymentId, from, to, signature, features, decision, attributes, labelLagMs, now: nowOf(runtime) })
  const place = { id, deploymentId, size, from: from.toISOString(), to: to.toISOString(), revision: revision + 1 }
  const facts = { ...place, rows: rows.seen.rows, measuredRows: rows.measured, ...(rows.seed === null ? {} : { sampleSeed: rows.seed }), labelLagMs }
  const matureAt = labelLagMs === null ? null : new Date(to.getTime() + labelLagMs).toISOString()
  return { id, kinds: kindsOf(window, rows.seen.rows, plan.reference.snapshotId), earlier: window.summary, rows, matureAt, facts }
}

/** Ends a window's attempt together with its evidence; nothing is written where a newer attempt has taken over. */
async function record({ runtime, deployed }: Batch, window: ClaimedWindow, outcome: WindowOutcome, evidence: WindowMeasured['evidence']): Promise<void> {
  await runtime.db.transaction(async (tx) => {
    const revision = await finishWindow(tx, window, outcome)
    if (revision === null) return
    for (const measured of evidence) {
      const facts = { versionId: deployed.version.id, kernelVersion: KERNEL_VERSION, window: { id: window.id, revision }, ...measured }
      await runCommandIn(tx, runtime, governanceOperations.recordEvidence, { actor }, facts)
    }
  })
}

/** What a process was at that ended before its time. */
function problemOfEnd({ end }: ChildEnd, at: 'window' | 'reference'): StoredProblem {
  const what = at === 'window' ? 'The window' : 'What the window is compared with'
  if (end === 'crash') {
    return {
      code: 'worker-failed',
      title: `${what} ends the process that measures it`,
      detail: 'It was tried twice, the second time alone.',
      fix: 'Ask for the assessment of the deployment again; if it fails again, the log of the monitor worker says why.',
    }
  }
  return {
    code: 'resource-limit',
    title: `${what} takes too much time or memory`,
    detail: `It could not be measured within ${LIMITS.milliseconds / 60_000} minutes and ${LIMITS.megabytes} MB.`,
    fix: 'Assess the deployment in smaller windows, or against a smaller reference.',
  }
}

/** Reads claimed windows one after another while they fit into memory together; `unread` is thrown when the others have been measured. */
async function take(batch: Batch, claimed: ClaimedWindow[]): Promise<{ taken: Taken[]; unread: { id: string; error: unknown }[] }> {
  const taken: Taken[] = []
  const unread: { id: string; error: unknown }[] = []
  let cells = 0
  for (const window of claimed) {
    if (cells >= WINDOW_LIMITS.cells / 2) break
    try {
      const task = await taskOf(batch, window)
      cells += task.rows.measured * (batch.plan.features.length + task.rows.scored.width)
      taken.push({ id: window.id, window, task })
    } catch (error) {
      const problem = problemOf(error)
      if (!problem) unread.push({ id: window.id, error })
      else {
        const seen = { rows: window.rows, labels: window.labels }
        await record(batch, window, { seen, referenceSnapshotId: null, summary: null, problem, now: nowOf(batch.runtime) }, [])
      }
    }
  }
  return { taken, unread }
}

/** Measures what was claimed; what was not come to is given back, and what could not be read or recorded is left claimed and thrown. */
async function assessClaimed(batch: Batch, claimed: ClaimedWindow[], signal: AbortSignal): Promise<void> {
  const { runtime, plan } = batch
  const { taken, unread } = await take(batch, claimed)
  const left = new Set(unread.map(({ id }) => id))
  const unrecorded = await measureBatch(taken, {
    run: (windows, say) => {
      const question: WindowsQuestion = { plan, windows: windows.map(({ task }) => task) }
      return runChild<WindowsAnswer>(CHILD, question, LIMITS, { signal, onProgress: (said) => say(said as WindowsNews) })
    },
    end: async ({ id, window, task }, { problem, summary, evidence }) => {
      const outcome = { seen: task.rows.seen, referenceSnapshotId: plan.reference.snapshotId, summary, problem, now: nowOf(runtime) }
      left.add(id)
      await record(batch, window, outcome, evidence)
      left.delete(id)
    },
    problemOf: problemOfEnd,
    signal,
  })
  const open = claimed.filter(({ id }) => !left.has(id))
  await releaseWindows(runtime.db, open)
  for (const error of [...unread.map((one) => one.error), ...unrecorded]) throw error
}

/** Assesses the earliest windows of a deployment that wait, so many at most. */
async function assessSome(runtime: Runtime, deploymentId: string, signal: AbortSignal): Promise<void> {
  const claimed = await claimWindows(runtime.db, deploymentId, MOST_WINDOWS)
  if (claimed.length === 0) return
  const deployed = await deploymentById(runtime.db, deploymentId)
  const plan = await windowPlanOf(runtime, deployed)
  if ('code' in plan) return giveUpWindows(runtime.db, deploymentId, plan, nowOf(runtime))
  const labelLagMs = await labelLagOf(runtime.db, deployed.model.id)
  await assessClaimed({ runtime, deployed, plan, labelLagMs }, claimed, signal)
}

/**
 * Assesses windows of a deployment, earliest first, and ends with the job about those that still wait, behind the jobs of other
 * deployments; a job that comes while another works on them has nothing to do.
 */
export const assessWindowsJob: JobSpec<'assess-windows'> = {
  name: 'assess-windows',
  async run({ runtime, payload: { deploymentId }, signal, settle }) {
    const alone = await aloneOnWindows(runtime.db, deploymentId, () => assessSome(runtime, deploymentId, signal))
    if (alone) await settle((tx) => continueWindows(tx, runtime.jobs, deploymentId))
  },
  fail: (tx, _runtime, { deploymentId }, problem) => giveUpClaimed(tx, deploymentId, problem, new Date()),
}
