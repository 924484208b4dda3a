import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { evidence } from '#drizzle/schema/governance.ts'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import type { ProductionView } from '#server/contracts/standing.ts'
import type { Queryable } from '#server/db/client.ts'
import { LEAST_LABELLED, readProduction } from '#server/kernel/governance/production-reading.ts'

type WindowRow = typeof monitoringWindow.$inferSelect

const { summary } = monitoringWindow

/** The newest window of each deployment of which something is known. */
async function newestWindows(db: Queryable, deploymentIds: string[], isKnown: SQL): Promise<WindowRow[]> {
  return db
    .selectDistinctOn([monitoringWindow.deploymentId])
    .from(monitoringWindow)
    .where(and(inArray(monitoringWindow.deploymentId, deploymentIds), isKnown))
    .orderBy(monitoringWindow.deploymentId, desc(monitoringWindow.from))
}

/** The id of the newest evidence of a kind about each window. */
async function evidenceIds(db: Queryable, kind: 'drift' | 'performance', windows: WindowRow[]): Promise<Map<string, string>> {
  if (windows.length === 0) return new Map()
  const ids = windows.map((window) => window.id)
  const rows = await db
    .selectDistinctOn([evidence.windowId], { id: evidence.id, windowId: evidence.windowId })
    .from(evidence)
    .where(and(inArray(evidence.windowId, ids), eq(evidence.kind, kind)))
    .orderBy(evidence.windowId, desc(evidence.windowRevision))
  return new Map(rows.flatMap(({ id, windowId }) => (windowId === null ? [] : [[windowId, id]])))
}

const periodOf = ({ from, to, size }: WindowRow, evidenceId: string) => ({ evidenceId, from: from.toISOString(), to: to.toISOString(), size })

function driftOf(window: WindowRow, evidenceId: string): ProductionView['drift'] {
  const drift = window.summary?.drift
  if (!drift) return null
  const judged = drift.features.filter(({ verdict }) => verdict !== 'not-enough-data')
  const drifted = judged.filter(({ verdict }) => verdict === 'drift').length
  return { ...periodOf(window, evidenceId), verdict: drift.verdict, drifted, judged: judged.length }
}

function performanceOf(window: WindowRow, evidenceId: string): ProductionView['performance'] {
  const performance = window.summary?.performance
  const read = performance ? readProduction(performance.metrics, performance.estimated) : null
  return performance && read ? { ...periodOf(window, evidenceId), ...read, labelled: performance.n } : null
}

/** What the newest windows say of each deployment, by its id; a fixed number of queries for any number of them. */
export async function productionViews(db: Queryable, deploymentIds: string[]): Promise<Map<string, ProductionView>> {
  if (deploymentIds.length === 0) return new Map()
  const drifting = await newestWindows(db, deploymentIds, sql`${summary} -> 'drift' is not null`)
  const labelled = await newestWindows(db, deploymentIds, sql`(${summary} -> 'performance' ->> 'n')::int >= ${LEAST_LABELLED}`)
  const drifts = await evidenceIds(db, 'drift', drifting)
  const performances = await evidenceIds(db, 'performance', labelled)
  const views = new Map(deploymentIds.map((id): [string, ProductionView] => [id, { drift: null, performance: null }]))
  for (const window of drifting) {
    const [view, id] = [views.get(window.deploymentId), drifts.get(window.id)]
    if (view && id) view.drift = driftOf(window, id)
  }
  for (const window of labelled) {
    const [view, id] = [views.get(window.deploymentId), performances.get(window.id)]
    if (view && id) view.performance = performanceOf(window, id)
  }
  return views
}
