import type { AssessedKind } from '#server/contracts/evidence.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runCommandIn } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { aloneOnWindows, claimWindows, finishWindow, giveUpWindows } from '#server/domain/monitoring/index.ts'
import type { ClaimedWindow, WindowOutcome } from '#server/domain/monitoring/index.ts'
import { deploymentById } from '#server/domain/serving/index.ts'
import { KERNEL_VERSION } from '#server/kernel/version.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import { problemOf } from '../assess/problem-of.ts'
import type { JobSpec } from '../job-worker.ts'
import { readWindow } from '../windows/read-window.ts'
import type { WindowsAnswer, WindowsQuestion } from '../windows/window-child.ts'
import { labelLagOf, windowPlanOf } from '../windows/window-plan.ts'
import type { WindowMeasured, WindowPlan, WindowTask } from '../windows/window-plan.ts'

const CHILD = new URL('../windows/window-child.ts', import.meta.url).pathname
const LIMITS = { milliseconds: 10 * 60_000, megabytes: 1400 }
/** Windows that one child measures, so that the reference is read and scored once for them. */
const MOST_WINDOWS = 16
const MOST_CELLS = 10_000_000
const actor = systemActor('monitor')

type Deployed = Awaited<ReturnType<typeof deploymentById>>

/** New labels change what depends on the truth; new rows change everything. */
function kindsOf(window: ClaimedWindow, rows: number): AssessedKind[] {
  const same = window.revision > 0 && window.status !== 'failed' && window.assessedRows === rows && window.problem === null
  return same ? ['performance', 'fairness'] : ['data-quality', 'drift', 'performance', 'fairness']
}

async function taskOf(runtime: Runtime, window: ClaimedWindow, plan: WindowPlan, { model }: Deployed): Promise<WindowTask> {
  const now = runtime.now?.() ?? new Date()
  const labelLagMs = await labelLagOf(runtime.db, model.id)
  const { id, deploymentId, size, from, to, revision } = window
  const attributes = plan.schema.protectedAttributes.filter((name) => !plan.features.includes(name))
  const { signature, features, decision } = plan
  const rows = await readWindow(runtime.db, { deploymentId, from, to, signature, features, decision, attributes, labelLagMs, now })
  const place = { id, deploymentId, size, from: from.toISOString(), to: to.toISOString(), revision: revision + 1 }
  const facts = { ...place, rows: rows.seen.rows, measuredRows: rows.measured, ...(rows.seed === null ? {} : { sampleSeed: rows.seed }), labelLagMs }
  const matureAt = labelLagMs === null ? null : new Date(to.getTime() + labelLagMs).toISOString()
  return { id, kinds: kindsOf(window, rows.seen.rows), earlier: window.summary, rows, matureAt, facts }
}

/** Ends a window's attempt together with its evidence; nothing is written where a newer attempt has taken over. */
async function record(
  runtime: Runtime,
  window: ClaimedWindow,
  { version }: Deployed,
  outcome: WindowOutcome,
  evidence: WindowMeasured['evidence'],
): Promise<void> {
  await runtime.db.transaction(async (tx) => {
    const revision = await finishWindow(tx, window, outcome)
    if (revision === null) return
    for (const measured of evidence) {
      const facts = { versionId: version.id, kernelVersion: KERNEL_VERSION, window: { id: window.id, revision }, ...measured }
      await runCommandIn(tx, runtime, governanceOperations.recordEvidence, { actor }, facts)
    }
  })
}

const LIMIT: StoredProblem = {
  code: 'resource-limit',
  title: 'The window takes too much time or memory',
  detail: `It could not be measured within ${LIMITS.milliseconds / 60_000} minutes and ${LIMITS.megabytes} MB.`,
  fix: 'Assess the deployment in smaller windows, or against a smaller reference.',
}

/** Measures windows in a child process; each is recorded as it ends. */
async function measure(runtime: Runtime, deployed: Deployed, plan: WindowPlan, taken: { window: ClaimedWindow; task: WindowTask }[], signal: AbortSignal) {
  const now = () => runtime.now?.() ?? new Date()
  const open = new Map(taken.map((one) => [one.window.id, one]))
  const end = async (id: string, over: { problem: StoredProblem | null; summary: WindowMeasured['summary'] | null; evidence: WindowMeasured['evidence'] }) => {
    const one = open.get(id)
    open.delete(id)
    if (!one) return
    const { problem, summary, evidence } = over
    const outcome = { seen: one.task.rows.seen, referenceSnapshotId: plan.reference.snapshotId, summary, problem, now: now() }
    await record(runtime, one.window, deployed, outcome, evidence)
  }
  let recording = Promise.resolve()
  const onProgress = (said: unknown) => {
    const measured = said as WindowMeasured
    recording = recording.then(() => end(measured.id, measured))
    // Awaited below; what fails meanwhile is not an unhandled rejection.
    recording.catch(() => undefined)
  }
  const question: WindowsQuestion = { plan, windows: taken.map((one) => one.task) }
  const child = await runChild<WindowsAnswer>(CHILD, question, LIMITS, { signal, onProgress })
  await recording
  if (child.end === 'crash') throw new Error(`the process that measures windows ended: ${child.detail}`)
  if (child.end === 'answer' && 'problem' in child.answer) {
    for (const id of open.keys()) await end(id, { problem: child.answer.problem, summary: null, evidence: [] })
  } else if (child.end !== 'answer') {
    // The first one that was not measured is at fault; the others are taken up again without it.
    const [first] = open.keys()
    if (first !== undefined) await end(first, { problem: LIMIT, summary: null, evidence: [] })
  }
}

/** Reads claimed windows one after another while they fit into memory together; the rest is claimed again. */
async function take(runtime: Runtime, deployed: Deployed, plan: WindowPlan, claimed: ClaimedWindow[]) {
  const taken: { window: ClaimedWindow; task: WindowTask }[] = []
  let cells = 0
  for (const window of claimed) {
    if (cells >= MOST_CELLS / 2) break
    try {
      const task = await taskOf(runtime, window, plan, deployed)
      cells += task.rows.measured * Math.max(1, plan.features.length)
      taken.push({ window, task })
    } catch (error) {
      const problem = problemOf(error)
      if (!problem) throw error
      const outcome = { seen: { rows: window.rows, labels: window.labels }, referenceSnapshotId: null, summary: null, problem, now: new Date() }
      await record(runtime, window, deployed, outcome, [])
    }
  }
  return taken
}

async function assessAll(runtime: Runtime, deploymentId: string, signal: AbortSignal): Promise<void> {
  const deployed = await deploymentById(runtime.db, deploymentId)
  for (;;) {
    signal.throwIfAborted()
    const claimed = await claimWindows(runtime.db, deploymentId, MOST_WINDOWS)
    if (claimed.length === 0) return
    const plan = await windowPlanOf(runtime, deployed)
    if ('code' in plan) return giveUpWindows(runtime.db, deploymentId, plan, new Date())
    const taken = await take(runtime, deployed, plan, claimed)
    if (taken.length > 0) await measure(runtime, deployed, plan, taken, signal)
  }
}

/** Assesses the windows of a deployment that wait, earliest first; a job that comes while another works on them has nothing to do. */
export const assessWindowsJob: JobSpec<'assess-windows'> = {
  name: 'assess-windows',
  async run({ runtime, payload, signal }) {
    await aloneOnWindows(runtime.db, payload.deploymentId, () => assessAll(runtime, payload.deploymentId, signal))
  },
  fail: (tx, _runtime, { deploymentId }, problem) => giveUpWindows(tx, deploymentId, problem, new Date()),
}
