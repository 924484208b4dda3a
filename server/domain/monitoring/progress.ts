import { and, eq, inArray, sql } from 'drizzle-orm'
import { assessment } from '#drizzle/schema/governance.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Db, Queryable, Tx } from '#server/db/client.ts'

/** Takes an assessment up: raises its attempt, which fences every earlier one off. Null when it is over. */
export async function claimAssessment(db: Queryable, id: string): Promise<number | null> {
  const [row] = await db
    .update(assessment)
    .set({ status: 'processing', attempt: sql`${assessment.attempt} + 1` })
    .where(and(eq(assessment.id, id), inArray(assessment.status, ['pending', 'processing'])))
    .returning({ attempt: assessment.attempt })
  return row?.attempt ?? null
}

/** Says how far the attempt is; false when a newer attempt has taken over. */
export async function reportProgress(
  db: Db,
  claim: { id: string; attempt: number },
  progress: { done: number; total: number; step: string },
): Promise<boolean> {
  const rows = await db
    .update(assessment)
    .set({ progress })
    .where(and(eq(assessment.id, claim.id), eq(assessment.attempt, claim.attempt), eq(assessment.status, 'processing')))
    .returning({ id: assessment.id })
  return rows.length > 0
}

/** Ends the attempt inside the transaction that records its evidence; false when it was fenced off. */
export async function finishAssessment(
  tx: Tx,
  claim: { id: string; attempt: number },
  outcome: { problem: StoredProblem | null; now: Date; total: number },
): Promise<boolean> {
  const rows = await tx
    .update(assessment)
    .set({
      status: outcome.problem ? 'failed' : 'succeeded',
      problem: outcome.problem,
      finishedAt: outcome.now,
      ...(outcome.problem ? {} : { progress: { done: outcome.total, total: outcome.total, step: 'done' } }),
    })
    .where(and(eq(assessment.id, claim.id), eq(assessment.attempt, claim.attempt), eq(assessment.status, 'processing')))
    .returning({ id: assessment.id })
  return rows.length > 0
}
