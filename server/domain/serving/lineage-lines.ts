import { and, count, desc, eq, inArray } from 'drizzle-orm'
import type { snapshot } from '#drizzle/schema/datasets.ts'
import { approvalGrant, approvalRequest, decision } from '#drizzle/schema/governance.ts'
import type { modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import type { LineageLine } from '#server/contracts/lineage.ts'
import type { Queryable } from '#server/db/client.ts'
import { grantState } from '#server/domain/governance/index.ts'

export interface LineageRow {
  version: typeof modelVersion.$inferSelect
  model: string
  dataset: string | null
  snapshot: typeof snapshot.$inferSelect | null
}

const byVersion = <R extends { versionId: string }>(rows: R[]): Map<string, R> => new Map(rows.map((row) => [row.versionId, row]))

async function newestOf(db: Queryable, ids: string[]) {
  const requests = await db
    .selectDistinctOn([approvalRequest.versionId])
    .from(approvalRequest)
    .where(inArray(approvalRequest.versionId, ids))
    .orderBy(approvalRequest.versionId, desc(approvalRequest.openedAt))
  const grants = await db
    .selectDistinctOn([approvalGrant.versionId])
    .from(approvalGrant)
    .where(inArray(approvalGrant.versionId, ids))
    .orderBy(approvalGrant.versionId, desc(approvalGrant.issuedAt))
  const deployments = await db
    .selectDistinctOn([deployment.versionId])
    .from(deployment)
    .where(inArray(deployment.versionId, ids))
    .orderBy(deployment.versionId, desc(deployment.createdAt))
  return { requests: byVersion(requests), grants: byVersion(grants), deployments: byVersion(deployments) }
}

async function approvalsOf(db: Queryable, requestIds: string[]): Promise<Map<string, number>> {
  if (requestIds.length === 0) return new Map()
  const rows = await db
    .select({ id: decision.requestId, approvals: count() })
    .from(decision)
    .where(and(inArray(decision.requestId, requestIds), eq(decision.verdict, 'approve')))
    .groupBy(decision.requestId)
  return new Map(rows.map(({ id, approvals }) => [id, approvals]))
}

const snapshotOf = (held: LineageRow['snapshot']): LineageLine['snapshot'] => held && { id: held.id, rows: held.rows, digest: held.digest }

const runOf = ({ sourceRun, sourceCommit }: LineageRow['version']): LineageLine['run'] =>
  sourceRun === null && sourceCommit === null ? null : { name: sourceRun, commit: sourceCommit }

/** The versions with what came of each, in their order. */
export async function linesOf(db: Queryable, rows: readonly LineageRow[], now: Date): Promise<LineageLine[]> {
  if (rows.length === 0) return []
  const { requests, grants, deployments } = await newestOf(
    db,
    rows.map((row) => row.version.id),
  )
  const approvals = await approvalsOf(
    db,
    [...requests.values()].map((request) => request.id),
  )
  return rows.map(({ version, model, dataset, snapshot }) => {
    const [request, grant, served] = [requests.get(version.id), grants.get(version.id), deployments.get(version.id)]
    return {
      dataset,
      snapshot: snapshotOf(snapshot),
      run: runOf(version),
      model,
      version: String(version.number),
      status: version.status,
      lifecycle: version.lifecycle,
      request: request ? { id: request.id, state: request.state, approvals: approvals.get(request.id) ?? 0, requiredApprovals: request.rule.approvals } : null,
      grant: grant
        ? {
            id: grant.id,
            requestId: grant.requestId,
            state: grantState(grant, now),
            expiresAt: grant.expiresAt.toISOString(),
            revokedAt: grant.revokedAt?.toISOString() ?? null,
          }
        : null,
      deployment: served
        ? {
            id: served.id,
            environment: served.environment,
            state: served.state,
            createdAt: served.createdAt.toISOString(),
            endedAt: served.endedAt?.toISOString() ?? null,
          }
        : null,
    }
  })
}
