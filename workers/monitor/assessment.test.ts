import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assessment, evidence } from '#drizzle/schema/governance.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { ASSESSED_KINDS } from '#server/contracts/evidence.ts'
import { snapshotById } from '#server/domain/datasets/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import {
  assessmentById,
  claimAssessment,
  finishAssessment,
  holdAssessment,
  isCurrent,
  monitoringOperations,
  reportProgress,
} from '#server/domain/monitoring/index.ts'
import type { DriftResult } from '#server/kernel/drift/drift-result.ts'
import { creditDataset, creditVersion, inspectedSnapshot, inspectedVersion, sendSnapshot, sendVersion } from '#testing/credit.ts'
import type { CreditVersion } from '#testing/credit.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { descendantsOf } from '#testing/processes.ts'
import { startWorkerProcess } from '#testing/worker-process.ts'
import type { WorkerProcess } from '#testing/worker-process.ts'
import { runAssessmentJob } from './jobs/run-assessment.ts'

const ALL_KINDS = [...ASSESSED_KINDS]
const LONG = 180_000

let database: TestDatabase
let worker: WorkerProcess
let engineer: Actor
let credit: CreditVersion
beforeAll(async () => {
  database = await openTestDatabase()
  engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
  worker = startWorkerProcess('monitor', database)
  credit = await creditVersion(database.runtime, engineer)
}, LONG)
afterAll(async () => {
  await worker.stop()
  await database.close()
})

const start = async (kinds = ALL_KINDS, over: Partial<CreditVersion> = {}): Promise<string> => {
  const { model, version, evaluation, reference } = { ...credit, ...over }
  return (await runOperation(database.runtime, monitoringOperations.startAssessment, { actor: engineer }, { model, version, evaluation, reference, kinds })).id
}
const held = async (id: string) => (await assessmentById(database.runtime.db, id)).assessment
const status = (id: string) => held(id).then((row) => row.status)
const ended = async (id: string, timeout = 120_000) => {
  await expect.poll(() => status(id), { timeout, interval: 100 }).not.toMatch(/pending|processing/)
  return held(id)
}
const evidenceOf = (id: string) => database.runtime.db.select().from(evidence).where(eq(evidence.assessmentId, id))
const measuring = (id: string) =>
  expect
    .poll(() => held(id).then((row) => row.progress?.step ?? ''), { timeout: 60_000, interval: 20 })
    .toMatch(/reading|performance|quality|drift|fairness|explanation/)
const resultOf = async (id: string, kind: string): Promise<Record<string, never>> =>
  (await evidenceOf(id)).find((row) => row.kind === kind)?.result as Record<string, never>

async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: database.urls.owner })
  await client.connect()
  await client.query(statement, values).finally(() => client.end())
}

describe('an assessment', () => {
  it(
    'measures five kinds as the reference libraries do',
    async () => {
      const id = await start()
      expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1, problem: null, progress: { done: 5, total: 5 } })
      const rows = await evidenceOf(id)
      expect(rows.map((row) => row.kind).toSorted()).toEqual(ALL_KINDS.toSorted())
      const performance = await resultOf(id, 'performance')
      expect(performance).toMatchObject({ n: 6000, segments: { metric: 'accuracy' } })
      // scikit-learn on the same rows
      const golden = {
        accuracy: 0.7788333333333334,
        f1: 0.5221462009362622,
        rocAuc: 0.7621579130455243,
        averagePrecision: 0.5182518566218824,
        brier: 0.13927929530716113,
      }
      for (const [metric, want] of Object.entries(golden)) expect(performance).toHaveProperty(`metrics.${metric}.value`, expect.closeTo(want, 7))
      // Fairlearn
      const { attributes } = (await resultOf(id, 'fairness')) as unknown as { attributes: { attribute: string; metrics: object }[] }
      const parity = Object.fromEntries(attributes.map(({ attribute, metrics }) => [attribute, metrics]))
      expect(parity).toHaveProperty('sex.demographicParityRatio.value', expect.closeTo(0.9588750841559566, 10))
      expect(parity).toHaveProperty('age_band.demographicParityRatio.value', expect.closeTo(0.8302462421398307, 10))
      // SciPy
      const { features } = (await resultOf(id, 'drift')) as unknown as { features: { feature: string; tests: object }[] }
      const statistics = Object.fromEntries(features.map(({ feature, tests }) => [feature, tests]))
      expect(statistics).toHaveProperty('bill_amount_1.ks.statistic', expect.closeTo(0.011333333333333334, 12))
      expect(statistics).toHaveProperty('bill_amount_3.ks.statistic', expect.closeTo(0.0155, 12))
      expect(await resultOf(id, 'data-quality')).toMatchObject({ n: 6000 })
      expect(await resultOf(id, 'explanation')).toMatchObject({ exact: true })
      expect(rows.every((row) => row.inputs.some((input) => input.role === 'evaluation' && input.snapshotId === credit.evaluation))).toBe(true)
    },
    LONG,
  )
})

describe('tests of drift that a data set asks for', () => {
  it(
    'are in the evidence of each feature, and said to be made',
    async () => {
      const { runtime } = database
      const driftTests = ['cramerVonMises', 'andersonDarling', 'mannWhitney', 'g'] as const
      const dataset = await creditDataset(runtime, engineer, { driftTests: [...driftTests], categorical: ['repay_status_1'] })
      const own = {
        evaluation: await sendSnapshot(runtime, engineer, dataset, 'evaluation', 'data/demo/credit-default/week-1.csv'),
        reference: await sendSnapshot(runtime, engineer, dataset, 'reference', 'data/demo/credit-default/reference.csv'),
        ...(await sendVersion(runtime, engineer, dataset, 'data/demo/credit-default/xgboost-v1.onnx')),
      }
      for (const snapshot of [own.evaluation, own.reference]) await inspectedSnapshot(runtime, engineer, snapshot)
      await inspectedVersion(runtime, engineer, own)
      const id = await start(['drift'], own)
      expect(await ended(id)).toMatchObject({ status: 'succeeded', problem: null })
      const { features, parameters } = (await resultOf(id, 'drift')) as unknown as DriftResult
      expect(parameters.tests).toEqual(['andersonDarling', 'cramerVonMises', 'mannWhitney', 'g'])
      const tested = new Map(features.map(({ feature, tests }) => [feature, tests]))
      for (const name of driftTests.slice(0, 3))
        expect(tested.get('bill_amount_1')).toHaveProperty(name, { statistic: expect.any(Number) as number, pValue: expect.any(Number) as number })
      expect(tested.get('repay_status_1')).toMatchObject({ g: { pValue: expect.any(Number) as number } })
      for (const { type, tests } of features) expect('g' in tests).toBe(type === 'categorical')
    },
    LONG,
  )
})

describe('kill -9', () => {
  it(
    'of the worker: another takes the assessment up, measures what is missing, and each kind is recorded once',
    async () => {
      const id = await start()
      await expect.poll(() => evidenceOf(id).then((rows) => rows.length), { timeout: 60_000, interval: 5 }).toBeGreaterThan(0)
      await worker.kill()
      const kept = (await evidenceOf(id)).map((row) => row.id)
      expect(await status(id)).toBe('processing')
      worker = startWorkerProcess('monitor', database)
      const done = await ended(id, 60_000)
      expect(done).toMatchObject({ status: 'succeeded', problem: null })
      expect(done.attempt).toBeGreaterThanOrEqual(2)
      const rows = await evidenceOf(id)
      expect(rows.map((row) => row.kind).toSorted()).toEqual(ALL_KINDS.toSorted())
      expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(kept))
    },
    LONG,
  )

  it(
    'of the process that measures: the same worker tries again',
    async () => {
      const id = await start()
      await measuring(id)
      const child = descendantsOf(worker.pid).find((row) => row.command.includes('assess-child'))
      process.kill(child?.pid ?? 0, 'SIGKILL')
      const done = await ended(id)
      expect(done).toMatchObject({ status: 'succeeded', attempt: 2 })
      expect(await evidenceOf(id)).toHaveLength(5)
    },
    LONG,
  )
})

describe('one kind that cannot be measured', () => {
  it(
    'fails the assessment by name, and what was measured is kept',
    async () => {
      const { runtime } = database
      const dataset = await creditDataset(runtime, engineer)
      const lines = readFileSync('data/demo/credit-default/evaluation.csv', 'utf8').trim().split('\n')
      const path = join(database.home, 'nobody-defaults.csv')
      writeFileSync(path, lines.filter((line, i) => i === 0 || line.endsWith(',0')).join('\n'))
      const own = {
        evaluation: await sendSnapshot(runtime, engineer, dataset, 'evaluation', path),
        ...(await sendVersion(runtime, engineer, dataset, 'data/demo/credit-default/xgboost-v1.onnx')),
      }
      await inspectedSnapshot(runtime, engineer, own.evaluation)
      await inspectedVersion(runtime, engineer, own)
      const id = await start(['performance', 'drift'], { ...own, reference: own.evaluation })
      const done = await ended(id)
      expect(done).toMatchObject({ status: 'failed', attempt: 1, problem: { code: 'no-positive-label' } })
      expect(done.problem?.detail).toMatch(/Not measured: performance; measured and kept: drift\./)
      expect((await evidenceOf(id)).map((row) => row.kind)).toEqual(['drift'])
    },
    LONG,
  )
})

describe('an assessment that is cancelled', () => {
  const cancel = (id: string) => runOperation(database.runtime, monitoringOperations.cancelAssessment, { actor: engineer }, { assessment: id })

  it(
    'ends at once, its process within seconds, and nothing is recorded afterwards',
    async () => {
      const id = await start()
      await measuring(id)
      expect(await cancel(id)).toMatchObject({ status: 'failed', problem: { code: 'cancelled' } })
      const kept = (await evidenceOf(id)).length
      await expect.poll(() => descendantsOf(worker.pid).some((row) => row.command.includes('assess-child')), { timeout: 10_000 }).toBe(false)
      expect(await held(id)).toMatchObject({ status: 'failed', attempt: 1, problem: { code: 'cancelled' } })
      expect(await evidenceOf(id)).toHaveLength(kept)
      await expect(cancel(id)).rejects.toThrow(/conflict/)
    },
    LONG,
  )

  it(
    'before any worker has taken it up is never begun',
    async () => {
      await worker.stop()
      const id = await start(['drift'])
      await cancel(id)
      worker = startWorkerProcess('monitor', database)
      const next = await start(['drift'])
      await ended(next)
      expect(await held(id)).toMatchObject({ status: 'failed', attempt: 0, problem: { code: 'cancelled' } })
      expect(await evidenceOf(id)).toEqual([])
    },
    LONG,
  )
})

describe('a newer attempt', () => {
  it(
    'fences an older one off: it neither reports nor ends anything',
    async () => {
      const { db } = database.runtime
      const id = await start(['drift'])
      await ended(id)
      await db.update(assessment).set({ status: 'processing', attempt: 0, problem: null }).where(eq(assessment.id, id))
      const first = { id, attempt: (await claimAssessment(db, id)) ?? 0 }
      const second = { id, attempt: (await claimAssessment(db, id)) ?? 0 }
      expect([first.attempt, second.attempt]).toEqual([1, 2])
      const finish = (claim: typeof first) => db.transaction((tx) => finishAssessment(tx, claim, { problem: null, now: new Date(), total: 1 }))
      expect(await reportProgress(db, first, { done: 1, total: 1, step: 'late' })).toBe(false)
      expect(await finish(first)).toBe(false)
      expect(await db.transaction((tx) => holdAssessment(tx, first))).toBe(false)
      expect([await isCurrent(db, first), await isCurrent(db, second)]).toEqual([false, true])
      expect(await held(id)).toMatchObject({ status: 'processing', attempt: 2 })
      expect(await finish(second)).toBe(true)
      expect(await finish(second)).toBe(false)
      expect(await claimAssessment(db, id)).toBeNull()
      expect(
        await db
          .select()
          .from(evidence)
          .where(and(eq(evidence.assessmentId, id), eq(evidence.kind, 'drift'))),
      ).toHaveLength(1)
    },
    LONG,
  )
})

describe('an attempt that is overtaken while it measures', () => {
  it(
    'records no evidence and does not settle its job',
    async () => {
      const { runtime } = database
      await worker.stop()
      const id = await start()
      let settled = false
      const older = runAssessmentJob.run({
        runtime,
        payload: { assessmentId: id },
        signal: new AbortController().signal,
        settle: async () => void (settled = true),
      })
      await measuring(id)
      expect(await claimAssessment(runtime.db, id)).toBe(2)
      const before = await evidenceOf(id)
      await older
      expect(settled).toBe(false)
      expect(await held(id)).toMatchObject({ status: 'processing', attempt: 2 })
      expect(await evidenceOf(id)).toEqual(before)
      worker = startWorkerProcess('monitor', database)
      expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 3 })
      expect((await evidenceOf(id)).map(({ kind }) => kind).toSorted()).toEqual(ALL_KINDS.toSorted())
    },
    LONG,
  )
})

describe('work that cannot succeed', () => {
  it(
    'ends with a reason: a job that no attempt finishes is recorded as lost',
    async () => {
      const { runtime } = database
      const dataset = await creditDataset(runtime, engineer)
      const own = {
        evaluation: await sendSnapshot(runtime, engineer, dataset, 'evaluation', 'data/demo/credit-default/week-1.csv'),
        ...(await sendVersion(runtime, engineer, dataset, 'data/demo/credit-default/xgboost-v1.onnx')),
      }
      await inspectedSnapshot(runtime, engineer, own.evaluation)
      await inspectedVersion(runtime, engineer, own)
      await worker.stop()
      const id = await start(['drift'], { ...own, reference: own.evaluation })
      const { snapshot } = await snapshotById(runtime.db, own.evaluation)
      rmSync(runtime.store.pathOf(snapshot.digest ?? ''), { force: true })
      await asOwner(`update pgboss.job set retry_limit = 1 where name = 'run-assessment' and data->>'assessmentId' = $1`, [id])
      worker = startWorkerProcess('monitor', database)
      const done = await ended(id)
      expect(done).toMatchObject({ status: 'failed', problem: { code: 'worker-failed' } })
      expect(done.attempt).toBe(3)
      expect(await evidenceOf(id)).toEqual([])
    },
    LONG,
  )

  it(
    'refuses a hostile artifact and a hostile table, and goes on working',
    async () => {
      const { runtime } = database
      const dataset = await creditDataset(runtime, engineer)
      const { pid } = worker
      const artifacts = await Promise.all(
        ['loop_int64_max.onnx', 'int_min_div_two_inputs.onnx'].map((name) => sendVersion(runtime, engineer, dataset, `data/hostile/onnx/${name}`)),
      )
      const tables = await Promise.all(
        ['latin1.csv', 'truncated.parquet'].map((name) => sendSnapshot(runtime, engineer, dataset, 'evaluation', `data/hostile/tabular/${name}`)),
      )
      for (const artifact of artifacts) {
        const { status: end, problem } = await inspectedVersion(runtime, engineer, artifact)
        expect(end).toBe('failed')
        expect(problem?.detail).toMatch(/\w/)
      }
      for (const table of tables) {
        const { status: end, problem } = await inspectedSnapshot(runtime, engineer, table)
        expect(end).toBe('failed')
        expect(problem?.fix).toMatch(/\w/)
      }
      const honest = await sendSnapshot(runtime, engineer, dataset, 'evaluation', 'data/demo/credit-default/week-1.csv')
      expect(await inspectedSnapshot(runtime, engineer, honest)).toMatchObject({ status: 'ready', rows: 1000 })
      expect(worker.pid).toBe(pid)
      expect(() => process.kill(pid, 0)).not.toThrow()
    },
    LONG,
  )
})
