import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { WindowStatus, WindowSummary } from '#server/contracts/monitoring.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Db, Queryable, Tx } from '#server/db/client.ts'

export type ClaimedWindow = typeof monitoringWindow.$inferSelect

/** What is to be assessed, and has not been. */
export const WAITING: WindowStatus[] = ['pending', 'processing']

/** Locks of one connection each, in a class of their own. */
const LOCK_CLASS = 7_226_003

/**
 * Runs `work` while this connection alone assesses the windows of the deployment; resolves to false, without running it,
 * where another does. The lock goes with the connection, so a killed worker leaves none behind.
 */
export async function aloneOnWindows(db: Db, deploymentId: string, work: () => Promise<void>): Promise<boolean> {
  const client = await db.$client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as mine', [LOCK_CLASS, deploymentId])
    if (!rows[0]?.mine) return false
    await work()
    return true
  } finally {
    // Destroyed rather than given back: its end frees the lock whatever happened.
    client.release(true)
  }
}

/** Takes up the earliest windows that wait, or that a worker left behind: raises their attempt, which fences earlier ones off. */
export async function claimWindows(db: Db, deploymentId: string, limit: number): Promise<ClaimedWindow[]> {
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select({ id: monitoringWindow.id })
      .from(monitoringWindow)
      .where(and(eq(monitoringWindow.deploymentId, deploymentId), inArray(monitoringWindow.status, WAITING)))
      .orderBy(asc(monitoringWindow.from))
      .limit(limit)
      .for('update')
    if (waiting.length === 0) return []
    const claimed = await tx
      .update(monitoringWindow)
      .set({ status: 'processing', attempt: sql`${monitoringWindow.attempt} + 1` })
      .where(
        inArray(
          monitoringWindow.id,
          waiting.map((row) => row.id),
        ),
      )
      .returning()
    return claimed.toSorted((a, b) => a.from.getTime() - b.from.getTime())
  })
}

export interface WindowOutcome {
  /** Rows and records of labels that the attempt saw. */
  seen: { rows: number; labels: number }
  referenceSnapshotId: string | null
  summary: WindowSummary | null
  problem: StoredProblem | null
  now: Date
}

/** Ends an attempt inside the transaction that records its evidence; the revision it made, or null when it was fenced off. */
export async function finishWindow(tx: Tx, claim: { id: string; attempt: number }, outcome: WindowOutcome): Promise<number | null> {
  const { seen, problem, summary, referenceSnapshotId, now } = outcome
  const [row] = await tx
    .update(monitoringWindow)
    .set({
      status: problem ? 'failed' : 'succeeded',
      // What was counted meanwhile is kept, so that it is due again; what was seen first is not due for that alone.
      rows: sql`greatest(${monitoringWindow.rows}, ${seen.rows})`,
      labels: sql`greatest(${monitoringWindow.labels}, ${seen.labels})`,
      assessedRows: seen.rows,
      assessedLabels: seen.labels,
      assessedAt: now,
      problem,
      ...(problem ? {} : { revision: sql`${monitoringWindow.revision} + 1`, referenceSnapshotId, summary }),
    })
    .where(and(eq(monitoringWindow.id, claim.id), eq(monitoringWindow.attempt, claim.attempt), eq(monitoringWindow.status, 'processing')))
    .returning({ revision: monitoringWindow.revision })
  return row?.revision ?? null
}

/** Gives claimed windows back that their attempt did not come to; those that another one has taken up stay with it. */
export async function releaseWindows(db: Queryable, claims: readonly { id: string; attempt: number }[]): Promise<void> {
  for (const claim of claims) {
    await db
      .update(monitoringWindow)
      .set({ status: 'pending' })
      .where(and(eq(monitoringWindow.id, claim.id), eq(monitoringWindow.attempt, claim.attempt), eq(monitoringWindow.status, 'processing')))
  }
}

async function giveUp(db: Queryable, deploymentId: string, statuses: WindowStatus[], problem: StoredProblem, now: Date): Promise<void> {
  await db
    .update(monitoringWindow)
    .set({
      status: 'failed',
      problem,
      attempt: sql`${monitoringWindow.attempt} + 1`,
      assessedAt: now,
      assessedRows: sql`${monitoringWindow.rows}`,
      assessedLabels: sql`${monitoringWindow.labels}`,
    })
    .where(and(eq(monitoringWindow.deploymentId, deploymentId), inArray(monitoringWindow.status, statuses)))
}

/** Ends every window that waits, for what stands in the way of all; each is due again when its rows or labels change, or when asked for. */
export const giveUpWindows = (db: Queryable, deploymentId: string, problem: StoredProblem, now: Date): Promise<void> =>
  giveUp(db, deploymentId, WAITING, problem, now)

/** Ends the windows that attempts claimed and never ended, unless somebody is at work on them; those that wait are left to the next batch. */
export async function giveUpClaimed(tx: Tx, deploymentId: string, problem: StoredProblem, now: Date): Promise<void> {
  const { rows } = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(${deploymentId})) as mine`)
  if (rows[0]?.mine) await giveUp(tx, deploymentId, ['processing'], problem, now)
}
