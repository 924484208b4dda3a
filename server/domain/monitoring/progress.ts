import { and, eq, inArray, sql } from 'drizzle-orm'
import { assessment, evidence } from '#drizzle/schema/governance.ts'
import type { EvidenceKind } from '#server/contracts/evidence.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Db, Queryable, Tx } from '#server/db/client.ts'

/** An attempt at an assessment. */
export interface Claim {
  id: string
  attempt: number
}

/** Takes an assessment up: raises its attempt, which fences every earlier one off. Null when it is over. */
export async function claimAssessment(db: Queryable, id: string): Promise<number | null> {
  const [row] = await db
    .update(assessment)
    .set({ status: 'processing', attempt: sql`${assessment.attempt} + 1` })
    .where(and(eq(assessment.id, id), inArray(assessment.status, ['pending', 'processing'])))
    .returning({ attempt: assessment.attempt })
  return row?.attempt ?? null
}

const isMine = (claim: Claim) => and(eq(assessment.id, claim.id), eq(assessment.attempt, claim.attempt), eq(assessment.status, 'processing'))

/** Whether the attempt counts at the moment: neither overtaken nor cancelled. */
export async function isCurrent(db: Queryable, claim: Claim): Promise<boolean> {
  const rows = await db.select({ id: assessment.id }).from(assessment).where(isMine(claim))
  return rows.length > 0
}

/** As `isCurrent`, and it then stays so until the transaction ends. */
export async function holdAssessment(tx: Tx, claim: Claim): Promise<boolean> {
  const rows = await tx.select({ id: assessment.id }).from(assessment).where(isMine(claim)).for('share')
  return rows.length > 0
}

/** Kinds whose evidence earlier attempts have recorded. */
export async function measuredKinds(db: Queryable, id: string): Promise<EvidenceKind[]> {
  const rows = await db.select({ kind: evidence.kind }).from(evidence).where(eq(evidence.assessmentId, id))
  return rows.map((row) => row.kind)
}

/** Says how far the attempt is; false when a newer attempt has taken over. */
export async function reportProgress(db: Db, claim: Claim, progress: { done: number; total: number; step: string }): Promise<boolean> {
  const rows = await db.update(assessment).set({ progress }).where(isMine(claim)).returning({ id: assessment.id })
  return rows.length > 0
}

/** Ends the attempt inside the transaction that ends its job; false when it was fenced off. */
export async function finishAssessment(tx: Tx, claim: Claim, outcome: { problem: StoredProblem | null; now: Date; total: number }): Promise<boolean> {
  const rows = await tx
    .update(assessment)
    .set({
      status: outcome.problem ? 'failed' : 'succeeded',
      problem: outcome.problem,
      finishedAt: outcome.now,
      ...(outcome.problem ? {} : { progress: { done: outcome.total, total: outcome.total, step: 'done' } }),
    })
    .where(isMine(claim))
    .returning({ id: assessment.id })
  return rows.length > 0
}
