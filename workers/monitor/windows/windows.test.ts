import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidence } from '#drizzle/schema/governance.ts'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { ensureDefaults } from '#server/domain/defaults.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { claimWindows, finishWindow, monitoringOperations, scheduleWindows } from '#server/domain/monitoring/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { versionById } from '#server/domain/registry/index.ts'
import { creditVersion } from '#testing/credit.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { INTERNAL_TOKEN, TREES } from '#testing/inference-worker.ts'
import { goLive, keyOf } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { makePerson } from '#testing/people.ts'
import { descendantsOf } from '#testing/processes.ts'
import { until } from '#testing/until.ts'
import { startWorkerProcess } from '#testing/worker-process.ts'
import type { WorkerProcess } from '#testing/worker-process.ts'
import { openWorker } from '#workers/inference/open-worker.ts'
import type { InferenceWorker } from '#workers/inference/open-worker.ts'
import { assessWindowsJob } from '../jobs/assess-windows.ts'

const LONG = 240_000
const DAY = 86_400_000
const FIRST = Date.UTC(2026, 7, 31)

const read = (name: string): Record<string, string>[] => parse(readFileSync(`data/demo/credit-default/${name}`), { columns: true })
const ROWS = read('week-1.csv')
const LABELS = read('week-1-labels.csv')
/** Those of the first tests. */
const PREDICTED = new Set(ROWS.slice(0, 800).map((row) => row.row_id))

let database: TestDatabase
let inference: InferenceWorker
let workers: WorkerProcess[]
let engineer: Actor
let credit: Awaited<ReturnType<typeof creditVersion>>
let live: LiveModel
let key: string

const as = () => ({ actor: engineer })

async function measured(): Promise<void> {
  const { runtime } = database
  const { model, version, evaluation, reference } = credit
  const { id } = await runOperation(runtime, monitoringOperations.startAssessment, as(), {
    model,
    version,
    evaluation,
    reference,
    kinds: ['drift', 'performance'],
  })
  await until(
    () => runOperation(runtime, monitoringOperations.getAssessment, as(), { assessment: id }),
    ({ status }) => status === 'succeeded',
  )
}

beforeAll(async () => {
  database = await openTestDatabase()
  const { runtime } = database
  await ensureDefaults(runtime)
  engineer = await makePerson(runtime, 'ml-engineer', 'lending')
  workers = [startWorkerProcess('monitor', database)]
  credit = await creditVersion(runtime, engineer)
  await measured()
  const { version } = await versionById(runtime.db, credit.versionId)
  const reviewer = await makePerson(runtime, 'reviewer', 'risk')
  live = await goLive(runtime, { ...credit, servingDigest: version.servingDigest ?? '', engineer, reviewer, officer: reviewer })
  inference = await openWorker({
    url: database.urls.app,
    storeRoot: join(database.home, 'store'),
    host: '127.0.0.1',
    port: 0,
    children: 1,
    runTimeoutMs: 5000,
    internalToken: INTERNAL_TOKEN,
  })
  key = await keyOf(runtime, engineer)
}, LONG)
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await inference.close()
  await database.close()
})

async function predict(rows: Record<string, string>[], at: number): Promise<void> {
  const inputs = [
    {
      name: 'features',
      datatype: 'FP32',
      shape: [rows.length, TREES.features.length],
      data: rows.flatMap((row) => TREES.features.map((feature) => (row[feature] === '' ? null : Number(row[feature])))),
    },
    { name: 'entity_id', datatype: 'BYTES', shape: [rows.length], data: rows.map((row) => row.row_id) },
  ]
  const send = () =>
    fetch(`http://127.0.0.1:${inference.port}/v2/models/${live.model}/infer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ inputs, parameters: { event_time: new Date(at).toISOString() } }),
    })
  // A busy machine is out of touch with its database for a moment.
  await until(send, ({ status }) => status === 200)
}
/** Rows [from, to) of the week, spread over a day. */
async function predictDay(day: number, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 20) await predict(ROWS.slice(at, Math.min(to, at + 20)), FIRST + day * DAY + 60_000 * (at - from))
}
const assess = () => runOperation(database.runtime, monitoringOperations.assessWindows, as(), { deployment: live.deploymentId })
const list = async () => (await runOperation(database.runtime, monitoringOperations.listWindows, as(), { deployment: live.deploymentId, size: 'day' })).items
const settled = (timeout = 60_000) =>
  until(list, (items) => items.length > 0 && items.every(({ status, stale }) => (status === 'succeeded' || status === 'failed') && !stale), { timeout })
const evidenceOf = (windowId: string) => database.runtime.db.select().from(evidence).where(eq(evidence.windowId, windowId))
/** Works on one job about the deployment in this process. */
const workOnce = () =>
  assessWindowsJob.run({
    runtime: database.runtime,
    payload: { deploymentId: live.deploymentId },
    signal: new AbortController().signal,
    settle: (effect) => database.runtime.db.transaction(effect),
  })
/** Takes away the jobs that wait; resolves to how many there were. */
async function dropJobs(): Promise<number> {
  const { rowCount } = await database.runtime.db.execute(sql`delete from pgboss.job where name = 'assess-windows' and state < 'completed'`)
  return rowCount ?? 0
}
const labelled = (rows: Record<string, string>[]) =>
  runOperation(database.runtime, servingOperations.recordLabels, as(), {
    model: live.model,
    labels: rows.map((row) => ({
      entityId: row.row_id,
      label: row.default_next_month,
      observedAt: row.label_time,
      attributes: { sex: ROWS.find((one) => one.row_id === row.row_id)?.sex ?? '' },
    })),
  })

describe('windows of production', () => {
  it(
    'are found by event time and measured against the reference: inputs, scores and what is known of people',
    async () => {
      await predictDay(0, 0, 300)
      await predictDay(2, 300, 600)
      const { windows } = await assess()
      expect(windows).toHaveLength(2)
      const items = await settled()
      expect(items.map(({ from, to, status, revision, rows }) => ({ from, to, status, revision, rows }))).toEqual(
        [2, 0].map((day) => ({
          from: new Date(FIRST + day * DAY).toISOString(),
          to: new Date(FIRST + (day + 1) * DAY).toISOString(),
          status: 'succeeded',
          revision: 1,
          rows: 300,
        })),
      )
      const [newest] = items
      expect(newest?.summary).toMatchObject({
        measuredRows: 300,
        labelledRows: 0,
        coverage: 0,
        maturity: null,
        drift: { verdict: expect.any(String), outputVerdict: 'stable' },
      })
      // Before any label, from the scores alone.
      expect(newest?.summary?.performance).toMatchObject({
        n: 0,
        estimated: { accuracy: { value: expect.closeTo(0.78, 1) }, rocAuc: { value: expect.closeTo(0.76, 1) } },
      })
      expect(newest?.summary?.drift?.features).toHaveLength(TREES.features.length + 1)
      expect(newest?.summary?.notMeasured).toEqual([{ kind: 'fairness', code: 'no-protected-attribute', detail: expect.stringContaining('sex') }])
      expect(newest?.evidence.map(({ kind }) => kind).toSorted()).toEqual(['data-quality', 'drift', 'performance'])
      const drift = await runOperation(database.runtime, governanceOperations.getEvidence, as(), {
        evidence: newest?.evidence.find(({ kind }) => kind === 'drift')?.id ?? '',
      })
      expect(drift).toMatchObject({
        window: { id: newest?.id, revision: 1, size: 'day' },
        inputs: [{ role: 'production' }, { role: 'reference' }],
        result: { current: { n: 300 } },
      })
    },
    LONG,
  )

  it(
    'leave what gates read as it was: the newest evidence of the version is of its assessment',
    async () => {
      const { items } = await runOperation(database.runtime, governanceOperations.listEvidence, as(), { model: live.model, version: live.version })
      expect(items.every((item) => item.window === undefined && item.assessmentId !== null)).toBe(true)
      const { items: gates } = { items: items.map(({ kind }) => kind).toSorted() }
      expect(gates).toEqual(['drift', 'performance'])
    },
    LONG,
  )

  it(
    'are assessed once, however often asked for and by two workers at once',
    async () => {
      const { runtime } = database
      workers.push(startWorkerProcess('monitor', database))
      await predictDay(3, 600, 800)
      const asked = await Promise.all([assess(), assess(), assess()])
      // More jobs than the scheduler would ever make.
      await runtime.db.transaction(async (tx) => {
        for (let i = 0; i < 4; i++) await runtime.jobs.send(tx, 'assess-windows', { deploymentId: live.deploymentId })
      })
      expect(asked.flatMap(({ windows }) => windows).length).toBeGreaterThan(0)
      const items = await settled()
      expect(items.map(({ revision }) => revision)).toEqual([1, 1, 1])
      for (const { id } of items) expect((await evidenceOf(id)).map(({ kind }) => kind).toSorted()).toEqual(['data-quality', 'drift', 'performance'])
      const twice = await assess()
      expect(twice.windows).toEqual([])
    },
    LONG,
  )

  it(
    'are revised when labels come, in what depends on the truth, and every revision is kept',
    async () => {
      const before = (await list()).at(-1)
      expect(await labelled(LABELS.filter(({ row_id: id }) => PREDICTED.has(id)).slice(0, 500))).toMatchObject({ accepted: 500, unknown: 0 })
      await assess()
      const after = (await settled()).at(-1)
      expect(after?.revision).toBe(2)
      const coverage = after?.summary?.coverage ?? 0
      expect(coverage).toBeGreaterThan(0)
      expect(after?.summary).toMatchObject({ maturity: expect.any(Number), matureAt: expect.any(String), drift: before?.summary?.drift })
      expect(after?.summary?.performance?.n).toBe(after?.summary?.labelledRows)
      expect(after?.summary?.fairness).toMatchObject([{ attribute: 'sex', known: after?.summary?.labelledRows }])
      expect(after?.summary?.unknownAttributes).toContain('age_band')
      expect(after?.evidence.map(({ kind, revision }) => [kind, revision]).toSorted()).toEqual([
        ['data-quality', 1],
        ['drift', 1],
        ['fairness', 2],
        ['performance', 2],
      ])
      expect((await evidenceOf(after?.id ?? '')).filter(({ kind }) => kind === 'performance')).toHaveLength(2)
    },
    LONG,
  )

  it(
    'are revised as a whole when rows come late',
    async () => {
      await predictDay(0, 800, 850)
      await assess()
      const late = (await settled()).at(-1)
      expect(late).toMatchObject({ rows: 350, summary: { measuredRows: 350 } })
      expect(late?.revision).toBe(3)
      expect(late?.evidence.every(({ revision }) => revision === 3)).toBe(true)
    },
    LONG,
  )

  it(
    'are caught up with in order by the scheduler, after both workers and what they measured with were killed half way',
    async () => {
      const { runtime } = database
      await Promise.all(workers.map((worker) => worker.stop()))
      workers = []
      for (let day = 5; day < 11; day++) await predictDay(day, 850, 890)
      await scheduleWindows(runtime.db, runtime.jobs, new Date())
      await scheduleWindows(runtime.db, runtime.jobs, new Date())
      expect((await list()).filter(({ status }) => status === 'pending')).toHaveLength(6)
      const first = startWorkerProcess('monitor', database)
      await until(list, (items) => items.some(({ status }) => status === 'processing'), { interval: 10 })
      await until(
        async () => descendantsOf(first.pid),
        (rows) => rows.some(({ command }) => command.includes('window-child')),
        { interval: 5 },
      )
      await first.kill()
      workers = [startWorkerProcess('monitor', database)]
      const items = await settled(90_000)
      const caught = items.filter(({ from }) => Date.parse(from) >= FIRST + 5 * DAY)
      expect(caught.map(({ revision, status }) => [revision, status])).toEqual(Array.from({ length: 6 }, () => [1, 'succeeded']))
      for (const { id } of caught) expect((await evidenceOf(id)).map(({ kind }) => kind).toSorted()).toEqual(['data-quality', 'drift', 'performance'])
      expect(caught.map(({ assessedAt }) => assessedAt)).toEqual(
        caught
          .map(({ assessedAt }) => assessedAt)
          .toSorted()
          .toReversed(),
      )
    },
    LONG,
  )

  it(
    'are fenced: an attempt that was overtaken records nothing',
    async () => {
      const { db } = database.runtime
      await Promise.all(workers.map((worker) => worker.stop()))
      workers = []
      const [held] = await list()
      const id = held?.id ?? ''
      await db.update(monitoringWindow).set({ status: 'pending' }).where(eq(monitoringWindow.id, id))
      const [older] = await claimWindows(db, live.deploymentId, 1)
      const [newer] = await claimWindows(db, live.deploymentId, 1)
      const outcome = { seen: { rows: 40, labels: 0 }, referenceSnapshotId: null, summary: null, problem: null, now: new Date() }
      const finish = (claim: { id: string; attempt: number }) => db.transaction((tx) => finishWindow(tx, claim, outcome))
      expect([older?.id, newer?.id]).toEqual([id, id])
      expect(await finish(older ?? { id, attempt: 0 })).toBeNull()
      expect(await finish(newer ?? { id, attempt: 0 })).toBe(2)
      expect(await finish(newer ?? { id, attempt: 0 })).toBeNull()
      expect(
        await db
          .select()
          .from(monitoringWindow)
          .where(and(eq(monitoringWindow.id, id), eq(monitoringWindow.status, 'succeeded'))),
      ).toHaveLength(1)
    },
    LONG,
  )

  it(
    'take turns: a job measures sixteen and sends the next one while more wait',
    async () => {
      for (let day = 11; day < 29; day++) await predictDay(day, 890 + 2 * day, 892 + 2 * day)
      expect((await assess()).windows).toHaveLength(18)
      expect(await dropJobs()).toBe(1)
      await workOnce()
      const added = async () => (await list()).filter(({ from }) => Date.parse(from) >= FIRST + 11 * DAY).map(({ status }) => status)
      expect(await added()).toEqual([...Array(2).fill('pending'), ...Array(16).fill('succeeded')])
      expect(await dropJobs()).toBe(1)
      await workOnce()
      expect(await added()).toEqual(Array(18).fill('succeeded'))
      expect(await dropJobs()).toBe(0)
    },
    LONG,
  )

  it(
    'are measured anew in all that is compared when labels come after the version was assessed on another reference',
    async () => {
      const { runtime } = database
      const { version } = await versionById(runtime.db, credit.versionId)
      const [drift] = await runtime.db
        .select()
        .from(evidence)
        .where(and(eq(evidence.versionId, version.id), eq(evidence.kind, 'drift'), isNull(evidence.windowId)))
      const digest = drift?.inputs.find(({ role }) => role === 'evaluation')?.digest ?? ''
      await runOperation(
        runtime,
        governanceOperations.recordEvidence,
        { actor: systemActor('test') },
        {
          versionId: version.id,
          kind: 'drift',
          inputs: [{ role: 'reference', snapshotId: credit.evaluation, digest }],
          parameters: {},
          kernelVersion: drift?.kernelVersion ?? '',
          result: drift?.result ?? {},
        },
      )
      await labelled(LABELS.filter(({ row_id: id }) => PREDICTED.has(id)).slice(500, 520))
      const { windows } = await assess()
      expect(windows.length).toBeGreaterThan(0)
      await workOnce()
      for (const window of (await list()).filter(({ id }) => windows.includes(id))) {
        expect(window).toMatchObject({ status: 'succeeded', reference: credit.evaluation })
        expect(window.evidence.find(({ kind }) => kind === 'drift')?.revision).toBe(window.revision)
      }
    },
    LONG,
  )
})
