import { eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import { assessment, evidence } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import type { assessmentView as assessmentContract } from '#server/contracts/governance.ts'
import { ASSESSED_KINDS } from '#server/contracts/evidence.ts'
import type { Queryable } from '#server/db/client.ts'
import { found } from '#server/domain/kit/index.ts'

export const assessmentQuery = (db: Queryable) =>
  db
    .select({ assessment, model, version: modelVersion })
    .from(assessment)
    .innerJoin(modelVersion, eq(modelVersion.id, assessment.versionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))

export type AssessmentRow = Awaited<ReturnType<typeof assessmentQuery>>[number]
type View = z.input<typeof assessmentContract>

export async function assessmentViews(db: Queryable, rows: AssessmentRow[]): Promise<View[]> {
  const ids = rows.map((row) => row.assessment.id)
  const found =
    ids.length === 0
      ? []
      : await db.select({ id: evidence.id, kind: evidence.kind, assessmentId: evidence.assessmentId }).from(evidence).where(inArray(evidence.assessmentId, ids))
  return rows.map(({ assessment: held, model: owner, version }) => ({
    id: held.id,
    model: owner.name,
    version: String(version.number),
    kinds: held.kinds.flatMap((kind) => ASSESSED_KINDS.filter((known) => known === kind)),
    evaluation: held.evaluationSnapshotId,
    reference: held.referenceSnapshotId,
    status: held.status,
    progress: held.progress,
    evidence: found.filter((row) => row.assessmentId === held.id).map(({ id, kind }) => ({ id, kind })),
    problem: held.problem,
    createdAt: held.createdAt.toISOString(),
    finishedAt: held.finishedAt?.toISOString() ?? null,
  }))
}

export async function assessmentById(db: Queryable, id: string): Promise<AssessmentRow> {
  const [row] = await assessmentQuery(db).where(eq(assessment.id, id))
  return found(row, 'such assessment')
}

export async function assessmentViewById(db: Queryable, id: string): Promise<View> {
  const [view] = await assessmentViews(db, [await assessmentById(db, id)])
  return found(view, 'such assessment')
}

export const assessmentSubject = (id: string): string => `assessment:${id}`
