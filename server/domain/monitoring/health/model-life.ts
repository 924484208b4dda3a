import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { approvalGrant, approvalRequest, evidence, policy } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import type { ModelHealthView } from '#server/contracts/model-health.ts'
import type { Queryable } from '#server/db/client.ts'
import { figuresOf } from './health-window.ts'

/** Of each kind the newest: a timeline with more marks than these says nothing. */
const MOST = 200

export async function versionsOf(db: Queryable, modelId: string): Promise<ModelHealthView['versions']> {
  const rows = await db.select().from(modelVersion).where(eq(modelVersion.modelId, modelId)).orderBy(desc(modelVersion.number)).limit(MOST)
  return rows.map(({ number, status, lifecycle, createdAt }) => ({ version: String(number), status, lifecycle, createdAt: createdAt.toISOString() }))
}

export async function requestsOf(db: Queryable, modelId: string): Promise<ModelHealthView['requests']> {
  const { id, state, openedAt, closedAt } = approvalRequest
  const rows = await db
    .select({ id, state, openedAt, closedAt, number: modelVersion.number })
    .from(approvalRequest)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalRequest.versionId))
    .where(eq(modelVersion.modelId, modelId))
    .orderBy(desc(openedAt))
    .limit(MOST)
  return rows.map(({ number, ...row }) => ({
    ...row,
    version: String(number),
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }))
}

export async function grantsOf(db: Queryable, modelId: string): Promise<ModelHealthView['grants']> {
  const rows = await db
    .select({ grant: approvalGrant, number: modelVersion.number })
    .from(approvalGrant)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalGrant.versionId))
    .where(eq(modelVersion.modelId, modelId))
    .orderBy(desc(approvalGrant.issuedAt))
    .limit(MOST)
  return rows.map(({ grant, number }) => ({
    id: grant.id,
    version: String(number),
    requestId: grant.requestId,
    issuedAt: grant.issuedAt.toISOString(),
    expiresAt: grant.expiresAt.toISOString(),
    revokedAt: grant.revokedAt?.toISOString() ?? null,
    revokeReason: grant.revokeReason,
  }))
}

export async function deploymentsOf(db: Queryable, modelId: string): Promise<ModelHealthView['deployments']> {
  const rows = await db
    .select({ held: deployment, number: modelVersion.number })
    .from(deployment)
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .where(eq(deployment.modelId, modelId))
    .orderBy(desc(deployment.createdAt))
    .limit(MOST)
  return rows.map(({ held, number }) => ({
    id: held.id,
    version: String(number),
    grantId: held.grantId,
    state: held.state,
    createdAt: held.createdAt.toISOString(),
    endedAt: held.endedAt?.toISOString() ?? null,
  }))
}

/** The metric as it was measured on each of the versions before approval, by the newest evidence of its performance. */
export async function evaluatedOf(db: Queryable, modelId: string, numbers: readonly string[], metric: string | null): Promise<ModelHealthView['evaluated']> {
  if (metric === null || numbers.length === 0) return []
  const rows = await db
    .selectDistinctOn([modelVersion.number], {
      number: modelVersion.number,
      id: evidence.id,
      measure: sql<Parameters<typeof figuresOf>[0]>`${evidence.result}->'metrics'->${metric}::text`,
    })
    .from(evidence)
    .innerJoin(modelVersion, eq(modelVersion.id, evidence.versionId))
    .where(
      and(eq(modelVersion.modelId, modelId), inArray(modelVersion.number, numbers.map(Number)), eq(evidence.kind, 'performance'), isNull(evidence.windowId)),
    )
    .orderBy(modelVersion.number, desc(evidence.createdAt), desc(evidence.id))
  return rows.map(({ number, id, measure }) => ({ version: String(number), evidenceId: id, ...figuresOf(measure) }))
}

/** What the policy in force asks of the metric and of the ratio of selection rates. */
export async function limitsOf(db: Queryable, metric: string | null): Promise<ModelHealthView['limits']> {
  const [row] = await db.select({ document: policy.document }).from(policy).orderBy(desc(policy.revision)).limit(1)
  const limits: ModelHealthView['limits'] = { performance: null, fairnessRatio: null }
  for (const gate of row?.document.gates ?? []) {
    if (gate.kind === 'performance' && metric === 'rocAuc') limits.performance ??= gate.lowerBoundAbove.rocAuc
    if (gate.kind === 'fairness' && gate.metric === 'demographicParityRatio') limits.fairnessRatio ??= gate.limit
  }
  return limits
}
