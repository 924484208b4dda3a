import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { PgBoss } from 'pg-boss'
import { JOB_HEARTBEAT_SECONDS, JOBS, lostQueueOf } from '#server/contracts/jobs.ts'
import type { JobName } from '#server/contracts/jobs.ts'
import { openDatabase } from './client.ts'
import { ensureRoles, grantRights } from './roles.ts'

const MIGRATIONS = fileURLToPath(new URL('../../drizzle/migrations', import.meta.url))
const LOCK = 7_226_001

async function createQueues(url: string) {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 2 })
  await boss.start()
  try {
    for (const name of Object.keys(JOBS) as JobName[]) {
      const lost = lostQueueOf(name)
      await boss.createQueue(lost, { retryLimit: 20, retryDelay: 5, notify: true })
      const options = { retryLimit: 3, retryDelay: 1, retryBackoff: true, expireInSeconds: 3600, heartbeatSeconds: JOB_HEARTBEAT_SECONDS, deadLetter: lost }
      await boss.createQueue(name, { ...options, notify: true })
      await boss.updateQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

/**
 * Brings a database to the newest schema, creates roles and queues, and states every right anew.
 * Safe to run at each start and from several processes at once. `ownerUrl` must own the schema.
 */
export async function migrateDatabase(options: { ownerUrl: string; appPassword: string | null; sequencerPassword: string | null }) {
  const db = openDatabase(options.ownerUrl, { max: 2, applicationName: 'countersign-migrate' })
  const lock = await db.$client.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK])
    await migrate(db, { migrationsFolder: MIGRATIONS })
    await ensureRoles(db, { app: options.appPassword, sequencer: options.sequencerPassword })
    await createQueues(options.ownerUrl)
    await grantRights(db)
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    lock.release()
    await db.$client.end()
  }
}
