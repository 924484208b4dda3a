import { sql } from 'drizzle-orm'
import { fromDrizzle } from 'pg-boss'
import type { Job, PgBoss } from 'pg-boss'
import { JOBS, lostQueueOf } from '#server/contracts/jobs.ts'
import type { JobName, JobPayload } from '#server/contracts/jobs.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Tx } from '#server/db/client.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { log } from '#server/log.ts'

export interface JobContext<N extends JobName> {
  runtime: Runtime
  payload: JobPayload<N>
  /** Fires when the claim on the job is lost or the worker ends. */
  signal: AbortSignal
  /** Commits an effect together with the completion of the job: both or neither. */
  settle: (effect: (tx: Tx) => Promise<void>) => Promise<void>
}

export interface JobSpec<N extends JobName> {
  name: N
  /** Measures, then settles. An error is tried again. */
  run: (context: JobContext<N>) => Promise<void>
  /** Records that no attempt could finish the job, inside the given transaction. */
  fail: (tx: Tx, runtime: Runtime, payload: JobPayload<N>, problem: StoredProblem) => Promise<void>
}

const LOST: StoredProblem = {
  code: 'worker-failed',
  title: 'The work could not be finished',
  detail: 'Every attempt at this work ended without a result.',
  fix: 'Try again; if it fails again, the log of the monitor worker says why.',
}

const POLLING_SECONDS = 0.5

/** Works on the jobs of one queue, `concurrency` at a time, and on those that were given up. */
export async function workOn<N extends JobName>(
  boss: PgBoss,
  runtime: Runtime,
  spec: JobSpec<N>,
  options: { concurrency: number; signal: AbortSignal },
): Promise<void> {
  const read = (job: Job<unknown>): JobPayload<N> => JOBS[spec.name].parse(job.data) as JobPayload<N>
  const settleWith = (queue: string, job: Job<unknown>) => (effect: (tx: Tx) => Promise<void>) =>
    runtime.db.transaction(async (tx) => {
      await effect(tx)
      await boss.complete(queue, { id: job.id, retryCount: job.retryCount }, null, { db: fromDrizzle(tx, sql) })
    })
  await boss.work(
    spec.name,
    { localConcurrency: options.concurrency, pollingIntervalSeconds: POLLING_SECONDS, notifyPollingIntervalSeconds: 2 },
    async (jobs) => {
      for (const job of jobs) {
        const signal = AbortSignal.any([job.signal, options.signal])
        try {
          await spec.run({ runtime, payload: read(job), signal, settle: settleWith(spec.name, job) })
        } catch (error) {
          log.error({ err: error, job: spec.name, attempt: job.retryCount }, 'a job failed')
          throw error
        }
      }
    },
  )
  const lost = lostQueueOf(spec.name)
  await boss.work(lost, { pollingIntervalSeconds: 2 }, async (jobs) => {
    for (const job of jobs) await settleWith(lost, job)((tx) => spec.fail(tx, runtime, read(job), LOST))
  })
}
