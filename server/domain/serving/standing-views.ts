import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { usage } from '#drizzle/schema/finops.ts'
import { approvalGrant, approvalRequest } from '#drizzle/schema/governance.ts'
import type { model } from '#drizzle/schema/registry.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import type { Queryable } from '#server/db/client.ts'
import { evaluateVersions, grantState } from '#server/domain/governance/index.ts'
import { standingOf } from '#server/kernel/governance/standing.ts'
import { productionViews } from './production-views.ts'

const DAY_MS = 86_400_000
const USAGE_DAYS = 7

async function liveOf(db: Queryable, modelIds: string[]) {
  const rows = await db
    .select({ deployment, grant: approvalGrant, version: modelVersion })
    .from(deployment)
    .innerJoin(approvalGrant, eq(approvalGrant.id, deployment.grantId))
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .where(and(inArray(deployment.modelId, modelIds), eq(deployment.state, 'active'), eq(deployment.environment, 'production')))
  return new Map(rows.map((row) => [row.deployment.modelId, row]))
}

async function newestOf(db: Queryable, modelIds: string[]) {
  const rows = await db
    .selectDistinctOn([modelVersion.modelId])
    .from(modelVersion)
    .where(inArray(modelVersion.modelId, modelIds))
    .orderBy(modelVersion.modelId, desc(modelVersion.number))
  return new Map(rows.map((row) => [row.modelId, row]))
}

async function requestsOf(db: Queryable, versionIds: string[]) {
  if (versionIds.length === 0) return new Map<string, { id: string; state: 'open' | 'approved' | 'rejected' | 'withdrawn'; openedAt: Date }>()
  const rows = await db
    .selectDistinctOn([approvalRequest.versionId], {
      id: approvalRequest.id,
      versionId: approvalRequest.versionId,
      state: approvalRequest.state,
      openedAt: approvalRequest.openedAt,
    })
    .from(approvalRequest)
    .where(inArray(approvalRequest.versionId, versionIds))
    .orderBy(approvalRequest.versionId, desc(approvalRequest.openedAt))
  return new Map(rows.map((row) => [row.versionId, row]))
}

async function predictionsOf(db: Queryable, modelIds: string[], now: Date) {
  const from = new Date(now.getTime() - (USAGE_DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  const rows = await db
    .select({ modelId: usage.modelId, rows: sql<string>`sum(${usage.predictions})` })
    .from(usage)
    .where(and(inArray(usage.modelId, modelIds), gte(usage.day, from)))
    .groupBy(usage.modelId)
  return new Map(rows.map((row) => [row.modelId, Number(row.rows)]))
}

export interface ModelOfTeam {
  model: typeof model.$inferSelect
  teamName: string
  creator: string
}

/** Where each model stands, in the order of the rows; a fixed number of queries for any number of them. */
export async function standingViews(db: Queryable, rows: ModelOfTeam[], now: Date): Promise<StandingView[]> {
  const ids = rows.map((row) => row.model.id)
  if (ids.length === 0) return []
  const live = await liveOf(db, ids)
  const newest = await newestOf(db, ids)
  const requests = await requestsOf(
    db,
    [...newest.values()].map((version) => version.id),
  )
  const predictions = await predictionsOf(db, ids, now)
  const production = await productionViews(
    db,
    [...live.values()].map(({ deployment: active }) => active.id),
  )
  const shown = rows.flatMap(({ model: owner }) => {
    const version = live.get(owner.id)?.version ?? newest.get(owner.id)
    return version ? [{ id: version.id, datasetId: version.datasetId, riskTier: owner.riskTier }] : []
  })
  const judged = await evaluateVersions(db, shown, now)
  return rows.map((row) => {
    const served = live.get(row.model.id)
    const last = newest.get(row.model.id)
    const request = last ? requests.get(last.id) : undefined
    const evaluation = judged.get(served?.version.id ?? last?.id ?? '')
    const gates = evaluation?.gates ?? []
    const moments = [row.model.createdAt, last?.createdAt, served?.deployment.createdAt, served?.grant.revokedAt, request?.openedAt].flatMap((at) => at ?? [])
    return {
      model: row.model.name,
      team: row.teamName,
      purpose: row.model.purpose,
      exposure: row.model.exposure,
      riskTier: row.model.riskTier,
      createdBy: row.creator,
      standing: standingOf({
        live: served ? { grant: grantState(served.grant, now), expiresInDays: (served.grant.expiresAt.getTime() - now.getTime()) / DAY_MS } : null,
        newest: last ? { status: last.status, lifecycle: last.lifecycle } : null,
        request: request?.state ?? null,
        gates: { fails: gates.some((gate) => gate.state === 'fail' && gate.blocks), stale: evaluation?.stale ?? false },
      }),
      live: served
        ? {
            version: String(served.version.number),
            deploymentId: served.deployment.id,
            since: served.deployment.createdAt.toISOString(),
            grantId: served.grant.id,
            grantState: grantState(served.grant, now),
            grantUntil: served.grant.expiresAt.toISOString(),
            grantEndedAt: served.grant.revokedAt?.toISOString() ?? null,
          }
        : null,
      newest: last ? { version: String(last.number), lifecycle: last.lifecycle, status: last.status, createdAt: last.createdAt.toISOString() } : null,
      request: request ? { id: request.id, state: request.state } : null,
      gates,
      production: (served && production.get(served.deployment.id)) ?? null,
      predictions: predictions.get(row.model.id) ?? 0,
      changedAt: new Date(Math.max(...moments.map((at) => at.getTime()))).toISOString(),
    }
  })
}
