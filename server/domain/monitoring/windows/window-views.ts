import { desc, eq, inArray } from 'drizzle-orm'
import { evidence } from '#drizzle/schema/governance.ts'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import type { WindowView } from '#server/contracts/monitoring.ts'
import type { Queryable } from '#server/db/client.ts'

export const windowQuery = (db: Queryable) =>
  db
    .select({ window: monitoringWindow, modelName: model.name, number: modelVersion.number })
    .from(monitoringWindow)
    .innerJoin(deployment, eq(deployment.id, monitoringWindow.deploymentId))
    .innerJoin(model, eq(model.id, deployment.modelId))
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))

type WindowRow = Awaited<ReturnType<typeof windowQuery>>[number]

/** The newest evidence of each kind about each window. */
async function newestOf(db: Queryable, ids: string[]) {
  if (ids.length === 0) return []
  return db
    .selectDistinctOn([evidence.windowId, evidence.kind], {
      id: evidence.id,
      kind: evidence.kind,
      windowId: evidence.windowId,
      revision: evidence.windowRevision,
    })
    .from(evidence)
    .where(inArray(evidence.windowId, ids))
    .orderBy(evidence.windowId, evidence.kind, desc(evidence.windowRevision))
}

/** Windows with their newest evidence, in the order of the rows. */
export async function windowViews(db: Queryable, rows: WindowRow[]): Promise<WindowView[]> {
  const held = Map.groupBy(
    await newestOf(
      db,
      rows.map((row) => row.window.id),
    ),
    (row) => row.windowId,
  )
  return rows.map(({ window, modelName, number }) => ({
    id: window.id,
    deploymentId: window.deploymentId,
    model: modelName,
    version: String(number),
    size: window.size,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    status: window.status,
    revision: window.revision,
    rows: window.rows,
    stale: window.assessedRows !== null && (window.rows !== window.assessedRows || window.labels !== window.assessedLabels),
    reference: window.referenceSnapshotId,
    summary: window.summary,
    evidence: (held.get(window.id) ?? []).map(({ id, kind, revision }) => ({ id, kind, revision: revision ?? 0 })),
    problem: window.problem,
    assessedAt: window.assessedAt?.toISOString() ?? null,
  }))
}
