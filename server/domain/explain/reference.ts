import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { evidence } from '#drizzle/schema/governance.ts'
import type { modelVersion } from '#drizzle/schema/registry.ts'
import type { SnapshotColumn } from '#server/contracts/datasets.ts'
import type { Queryable } from '#server/db/client.ts'
import { snapshotById } from '#server/domain/datasets/index.ts'
import { refuse } from '#server/domain/kit/index.ts'
import type { ReferenceColumn } from '#server/kernel/neighbours/reference-column.ts'

const KINDS = ['explanation', 'drift', 'data-quality'] as const

/** The snapshot that the newest evidence about a version names as its reference, else the one it was trained on. */
async function referenceId(db: Queryable, version: typeof modelVersion.$inferSelect): Promise<string | null> {
  const rows = await db
    .select({ inputs: evidence.inputs })
    .from(evidence)
    .where(and(eq(evidence.versionId, version.id), isNull(evidence.windowId), inArray(evidence.kind, [...KINDS])))
    .orderBy(desc(evidence.createdAt), desc(evidence.id))
    .limit(KINDS.length)
  const named = rows.flatMap(({ inputs }) => inputs).find(({ role, snapshotId }) => role === 'reference' && snapshotId !== undefined)
  return named?.snapshotId ?? version.trainingSnapshotId
}

/** The profile as the reader of tables wrote it; null where an older one holds less. */
function columnOf({ name, profile, missing }: SnapshotColumn): ReferenceColumn | null {
  const held = profile as Partial<ReferenceColumn> | undefined
  if (!held || held.count === undefined || held.distinct === undefined || held.top === undefined) return null
  const { count, distinct, top, numbers } = held
  return { name, count, missing, distinct, top, ...(numbers ? { numbers } : {}) }
}

/** What the rows of a version are held against. Refuses `not-ready` where there is nothing. */
export async function referenceOf(db: Queryable, version: typeof modelVersion.$inferSelect) {
  const id = await referenceId(db, version)
  if (id === null)
    refuse('not-ready', 'Nothing says what this version is held against: run an assessment with a reference, or name the snapshot it was trained on.')
  const { snapshot, dataset } = await snapshotById(db, id)
  if (!snapshot.columns || snapshot.rows === null) refuse('not-ready', 'The reference of this version has not been read yet.')
  const columns = new Map(snapshot.columns.flatMap((column) => columnOf(column) ?? []).map((column) => [column.name, column]))
  return { reference: { snapshotId: id, dataset: dataset.name, role: snapshot.role, rows: snapshot.rows }, columns }
}
