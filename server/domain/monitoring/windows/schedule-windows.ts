import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { Db, Tx } from '#server/db/client.ts'
import type { JobSender } from '#server/domain/kit/index.ts'
import { WAITING } from './claim-windows.ts'
import { countWindows, findWindows, OVERLAP_SECONDS } from './count-windows.ts'
import type { Watched } from './count-windows.ts'

/** Rows that come up to this long after a window's end are waited for; later ones revise it. */
const LATENESS_MS = 10 * 60_000
/** A window is revised at most this often. */
const REVISE_MS = 60_000
/** One that changed by less than a tenth waits for this share of its age, so that what trickles in makes few revisions. */
const PATIENCE = 1 / 50
/** Transaction locks of one deployment each, in a class of their own. */
const LOCK_CLASS = 7_226_002

interface Asked {
  now: Date
  /** Without waiting for late rows or more labels, and failed ones again. */
  atOnce: boolean
}

const closedBefore = ({ now, atOnce }: Asked): Date => (atOnce ? now : new Date(now.getTime() - LATENESS_MS))

/** More, or less, was counted than the newest revision saw: by much, or long enough ago. */
function isChanged(counted: PgColumn, seen: PgColumn, { now, atOnce }: Asked) {
  const differs = and(isNotNull(seen), ne(counted, seen))
  if (atOnce) return differs
  const { assessedAt, to } = monitoringWindow
  const moment = sql`${now.toISOString()}::timestamptz`
  const much = sql`abs(${counted} - ${seen}) * 10 >= ${seen}`
  const waited = sql`${assessedAt} <= ${moment} - (${moment} - ${to}) * ${PATIENCE}::float8`
  return and(differs, lte(assessedAt, new Date(now.getTime() - REVISE_MS)), or(much, waited))
}

/** Closed, and never assessed or assessed before its rows or labels changed. */
function isDue(asked: Asked) {
  const { rows, labels, assessedRows, assessedLabels, status, to } = monitoringWindow
  return and(
    lte(to, closedBefore(asked)),
    inArray(status, ['open', 'succeeded', 'failed']),
    or(isNull(assessedRows), isChanged(rows, assessedRows, asked), isChanged(labels, assessedLabels, asked), asked.atOnce ? eq(status, 'failed') : undefined),
    ne(rows, 0),
  )
}

const lockSchedule = (tx: Tx, deploymentId: string) => tx.execute(sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${deploymentId}))`)

const waitingOf = (tx: Tx, deploymentId: string) =>
  tx
    .select({ id: monitoringWindow.id })
    .from(monitoringWindow)
    .where(and(eq(monitoringWindow.deploymentId, deploymentId), inArray(monitoringWindow.status, WAITING)))
    .orderBy(asc(monitoringWindow.from))

/**
 * Notes the windows of a deployment that are to be assessed, and returns the ids of all that wait.
 * Holds a lock until the transaction ends, so that two schedulers do not note the same ones.
 */
export async function markDueWindows(tx: Tx, watched: Watched, asked: Asked): Promise<string[]> {
  await lockSchedule(tx, watched.deploymentId)
  const touched = await findWindows(tx, watched, asked.now)
  await countWindows(tx, watched, touched, closedBefore(asked))
  const own = and(eq(monitoringWindow.deploymentId, watched.deploymentId), eq(monitoringWindow.size, watched.size))
  await tx
    .update(monitoringWindow)
    .set({ status: 'pending' })
    .where(and(own, isDue(asked)))
  const waiting = await waitingOf(tx, watched.deploymentId)
  return waiting.map((row) => row.id)
}

/** Whether a job about the deployment waits, or waits or runs. */
async function hasJob(tx: Tx, deploymentId: string, before: 'active' | 'completed'): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from pgboss.job where name = 'assess-windows' and state < ${sql.raw(`'${before}'`)} and data->>'deploymentId' = ${deploymentId} limit 1`)
  return rows.length > 0
}

export const hasWindowJob = (tx: Tx, deploymentId: string): Promise<boolean> => hasJob(tx, deploymentId, 'completed')

/**
 * Sends a job for what still waits of a deployment, behind those of others; to be called at the end of a job about it.
 * Nothing is marked between the look and the end of the transaction.
 */
export async function continueWindows(tx: Tx, jobs: JobSender, deploymentId: string): Promise<void> {
  await lockSchedule(tx, deploymentId)
  const waiting = await waitingOf(tx, deploymentId)
  if (waiting.length > 0 && !(await hasJob(tx, deploymentId, 'active'))) await jobs.send(tx, 'assess-windows', { deploymentId })
}

interface Candidate extends Record<string, unknown> {
  deployment_id: string
  model_id: string
  window_size: Watched['size']
}

/** Deployments with records since they were last looked at, or with a window that is not as its log is. */
async function candidates(db: Db, now: Date): Promise<Watched[]> {
  const { rows } = await db.execute<Candidate>(sql`
    select d.id as deployment_id, d.model_id, d.window_size from deployment d
    left join monitoring_cursor c on c.deployment_id = d.id and c.size = d.window_size
    cross join lateral (select coalesce(c.read_until - make_interval(secs => ${OVERLAP_SECONDS}), '-infinity'::timestamptz) as since) s
    where exists (select 1 from prediction p where p.deployment_id = d.id and p.received_at > s.since)
       or exists (select 1 from label l where l.model_id = d.model_id and l.received_at > s.since)
       or exists (select 1 from monitoring_window w where w.deployment_id = d.id
                   and (w.status in ('pending', 'processing') or w.labels <> w.assessed_labels or w.rows <> w.assessed_rows
                        or (w.status = 'open' and w.window_to <= ${closedBefore({ now, atOnce: false }).toISOString()}::timestamptz)))`)
  return rows.map((row) => ({ deploymentId: row.deployment_id, modelId: row.model_id, size: row.window_size }))
}

/**
 * Looks through what was recorded since the last time and queues the assessment of every window that is due; safe to run twice at
 * once. A deployment that fails does not stop the others; its error is thrown after them.
 */
export async function scheduleWindows(db: Db, jobs: JobSender, now: Date): Promise<void> {
  const errors: unknown[] = []
  for (const watched of await candidates(db, now)) {
    const schedule = async (tx: Tx) => {
      const waiting = await markDueWindows(tx, watched, { now, atOnce: false })
      if (waiting.length > 0 && !(await hasWindowJob(tx, watched.deploymentId))) {
        await jobs.send(tx, 'assess-windows', { deploymentId: watched.deploymentId })
      }
    }
    await db.transaction(schedule).catch((error: unknown) => errors.push(error))
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} deployments could not be looked through`)
}
