import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import { JOBS } from '#server/contracts/jobs.ts'
import type { JobName, JobPayload } from '#server/contracts/jobs.ts'
import type { Tx } from '#server/db/client.ts'

export interface JobSender {
  send: <N extends JobName>(tx: Tx, job: N, payload: JobPayload<N>) => Promise<void>
  close: () => Promise<void>
}

/** Sends jobs inside the caller's transaction; starts nothing and works on nothing. */
export function openJobSender(url: string): JobSender {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, migrate: false, max: 1 })
  boss.on('error', () => undefined)
  let started: Promise<unknown> | null = null
  return {
    async send(tx, job, payload) {
      await (started ??= boss.start())
      await boss.send(job, JOBS[job].parse(payload), { db: fromDrizzle(tx, sql) })
    },
    async close() {
      if (started) await boss.stop({ graceful: false })
    },
  }
}
