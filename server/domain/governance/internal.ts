import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { approvalGrant, approvalRequest, decision, evidence, policy } from '#drizzle/schema/governance.ts'
import { principal } from '#drizzle/schema/identity.ts'
import type { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { decisionThreshold } from '#server/kernel/scores/decision-threshold.ts'
import type { EvidenceKind, EvidenceView } from '#server/contracts/evidence.ts'
import type { RequestView } from '#server/contracts/governance.ts'
import type { Decision } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import { found } from '#server/domain/kit/index.ts'

export type EvidenceRow = typeof evidence.$inferSelect
export type PolicyRow = typeof policy.$inferSelect
export type GrantRow = typeof approvalGrant.$inferSelect

/** Evidence about the version itself; what is about a window of its production says nothing of whether it may be approved. */
export const aboutVersion = (versionIds: string[]) => and(inArray(evidence.versionId, versionIds), isNull(evidence.windowId))

/** The newest evidence of each kind about a version: what gates read. */
export async function newestEvidence(db: Queryable, versionId: string): Promise<Map<EvidenceKind, EvidenceRow>> {
  const rows = await db
    .selectDistinctOn([evidence.kind])
    .from(evidence)
    .where(aboutVersion([versionId]))
    .orderBy(evidence.kind, desc(evidence.createdAt), desc(evidence.id))
  return new Map(rows.map((row) => [row.kind, row]))
}

type Deciding = { id: string; decision: Decision | null }

/**
 * From which score on each version decides positively, by id: where no class is named, as its newest performance evidence found what
 * it does; null where it decides nothing.
 */
export async function thresholdsOf(db: Queryable, versions: readonly Deciding[]): Promise<Map<string, number | null>> {
  const open = versions.filter(({ decision: own }) => own !== null && own.class === undefined)
  const measured =
    open.length === 0
      ? []
      : await db
          .selectDistinctOn([evidence.versionId], { id: evidence.versionId, task: sql<string | null>`${evidence.result}->>'task'` })
          .from(evidence)
          .where(and(aboutVersion(open.map(({ id }) => id)), eq(evidence.kind, 'performance')))
          .orderBy(evidence.versionId, desc(evidence.createdAt), desc(evidence.id))
  const tasks = new Map(measured.map(({ id, task }) => [id, task]))
  return new Map(versions.map(({ id, decision: own }) => [id, decisionThreshold(own, tasks.get(id))]))
}

/** `thresholdsOf` one version. */
export const thresholdOf = async (db: Queryable, version: Deciding): Promise<number | null> => (await thresholdsOf(db, [version])).get(version.id) ?? null

/** Pieces of evidence by kind, as a request froze them. */
export async function evidenceById(db: Queryable, ids: readonly string[]): Promise<Map<EvidenceKind, EvidenceRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select()
    .from(evidence)
    .where(inArray(evidence.id, [...ids]))
  return new Map(rows.map((row) => [row.kind, row]))
}

export async function currentPolicy(db: Queryable): Promise<PolicyRow> {
  const [row] = await db.select().from(policy).orderBy(desc(policy.revision)).limit(1)
  return found(row, 'policy in force')
}

type WindowRow = typeof monitoringWindow.$inferSelect

export const evidenceView = (row: EvidenceRow, subject: { model: string; number: number }, window: WindowRow | null = null): EvidenceView => ({
  id: row.id,
  kind: row.kind,
  subject: { model: subject.model, version: String(subject.number), artifactDigest: row.artifactDigest },
  inputs: row.inputs,
  parameters: row.parameters,
  kernelVersion: row.kernelVersion,
  result: row.result,
  digest: row.digest,
  assessmentId: row.assessmentId,
  ...(window
    ? {
        window: {
          id: window.id,
          deploymentId: window.deploymentId,
          size: window.size,
          from: window.from.toISOString(),
          to: window.to.toISOString(),
          revision: row.windowRevision ?? 0,
        },
      }
    : {}),
  createdAt: row.createdAt.toISOString(),
})

const opener = { id: principal.id, name: principal.name, kind: principal.kind }

export const requestQuery = (db: Queryable) =>
  db
    .select({ request: approvalRequest, version: modelVersion, model, opener, grantId: approvalGrant.id })
    .from(approvalRequest)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalRequest.versionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .innerJoin(principal, eq(principal.id, approvalRequest.openedBy))
    .leftJoin(approvalGrant, eq(approvalGrant.requestId, approvalRequest.id))

export type RequestRow = Awaited<ReturnType<typeof requestQuery>>[number]

async function decisionsOf(db: Queryable, requestIds: string[]) {
  if (requestIds.length === 0) return []
  return db
    .select({ decision, actor: opener })
    .from(decision)
    .innerJoin(principal, eq(principal.id, decision.principalId))
    .where(inArray(decision.requestId, requestIds))
    .orderBy(decision.decidedAt, decision.id)
}

/** Requests with their decisions, in the order of the rows. */
export async function requestViews(db: Queryable, rows: RequestRow[]): Promise<RequestView[]> {
  const decisions = await decisionsOf(
    db,
    rows.map((row) => row.request.id),
  )
  return rows.map(({ request, version, model: owner, opener: openedBy, grantId }) => ({
    id: request.id,
    model: owner.name,
    version: String(version.number),
    riskTier: owner.riskTier,
    environment: request.environment,
    justification: request.justification,
    state: request.state,
    subject: request.subject,
    subjectDigest: request.subjectDigest,
    requiredApprovals: request.rule.approvals,
    distinctRoles: request.rule.distinctRoles,
    gates: request.gates,
    decisions: decisions
      .filter((row) => row.decision.requestId === request.id)
      .map((row) => ({
        actor: row.actor,
        role: row.decision.role,
        decision: row.decision.verdict,
        reason: row.decision.reason,
        at: row.decision.decidedAt.toISOString(),
      })),
    openedBy,
    openedAt: request.openedAt.toISOString(),
    closedAt: request.closedAt?.toISOString() ?? null,
    policyRevision: request.policyRevision,
    ...(grantId === null ? {} : { grantId }),
  }))
}

export async function requestById(db: Queryable, id: string): Promise<RequestRow> {
  const [row] = await requestQuery(db).where(eq(approvalRequest.id, id))
  return found(row, 'such approval request')
}

export async function requestViewById(db: Queryable, id: string): Promise<RequestView> {
  const [view] = await requestViews(db, [await requestById(db, id)])
  return found(view, 'such approval request')
}

export const grantQuery = (db: Queryable) =>
  db
    .select({ grant: approvalGrant, model, version: modelVersion })
    .from(approvalGrant)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalGrant.versionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))

/** The grant that lets a version serve in an environment at a moment, if there is one. */
export async function liveGrant(db: Queryable, versionId: string, environment: string, now: Date): Promise<GrantRow | undefined> {
  const [row] = await db
    .select()
    .from(approvalGrant)
    .where(
      and(
        eq(approvalGrant.versionId, versionId),
        eq(approvalGrant.environment, environment),
        isNull(approvalGrant.revokedAt),
        gt(approvalGrant.expiresAt, sql`${now.toISOString()}::timestamptz`),
      ),
    )
    .orderBy(desc(approvalGrant.expiresAt))
    .limit(1)
  return row
}

export const grantState = (grant: GrantRow, now: Date): 'live' | 'expired' | 'revoked' =>
  grant.revokedAt ? 'revoked' : grant.expiresAt <= now ? 'expired' : 'live'

export const grantView = ({ grant, model: owner, version }: Awaited<ReturnType<typeof grantQuery>>[number], now: Date) => ({
  id: grant.id,
  model: owner.name,
  version: String(version.number),
  servingDigest: grant.servingDigest,
  environment: grant.environment,
  requestId: grant.requestId,
  issuedAt: grant.issuedAt.toISOString(),
  expiresAt: grant.expiresAt.toISOString(),
  revokedAt: grant.revokedAt?.toISOString() ?? null,
  revokeReason: grant.revokeReason,
  state: grantState(grant, now),
})

export const requestSubject = (id: string): string => `request:${id}`
export const grantSubject = (id: string): string => `grant:${id}`
export const evidenceSubject = (id: string): string => `evidence:${id}`
