import { eq } from 'drizzle-orm'
import { dataset, snapshot } from '#drizzle/schema/datasets.ts'
import { principal, team } from '#drizzle/schema/identity.ts'
import type { DatasetView, SnapshotView } from '#server/contracts/datasets.ts'
import type { Queryable } from '#server/db/client.ts'
import { found } from '#server/domain/kit/index.ts'

const author = { id: principal.id, name: principal.name, kind: principal.kind }

export const datasetQuery = (db: Queryable) =>
  db
    .select({ dataset, teamName: team.name, author })
    .from(dataset)
    .innerJoin(team, eq(team.id, dataset.teamId))
    .innerJoin(principal, eq(principal.id, dataset.createdBy))

export const snapshotQuery = (db: Queryable) =>
  db
    .select({ snapshot, dataset, author })
    .from(snapshot)
    .innerJoin(dataset, eq(dataset.id, snapshot.datasetId))
    .innerJoin(principal, eq(principal.id, snapshot.createdBy))

export type DatasetRow = Awaited<ReturnType<typeof datasetQuery>>[number]
export type SnapshotRow = Awaited<ReturnType<typeof snapshotQuery>>[number]

export async function datasetByName(db: Queryable, name: string): Promise<DatasetRow> {
  const [row] = await datasetQuery(db).where(eq(dataset.name, name))
  return found(row, `dataset ${name}`)
}

export async function snapshotById(db: Queryable, id: string): Promise<SnapshotRow> {
  const [row] = await snapshotQuery(db).where(eq(snapshot.id, id))
  return found(row, 'such snapshot')
}

export async function teamOfDataset(db: Queryable, input: { dataset: string }): Promise<string> {
  return (await datasetByName(db, input.dataset)).dataset.teamId
}

export async function teamOfSnapshot(db: Queryable, input: { snapshot: string }): Promise<string> {
  return (await snapshotById(db, input.snapshot)).dataset.teamId
}

export const datasetView = (row: DatasetRow): DatasetView => ({
  id: row.dataset.id,
  name: row.dataset.name,
  team: row.teamName,
  description: row.dataset.description,
  schema: row.dataset.schema,
  createdAt: row.dataset.createdAt.toISOString(),
  createdBy: row.author,
})

export const snapshotView = ({ snapshot: held, dataset: owner, author: by }: SnapshotRow): SnapshotView => ({
  id: held.id,
  dataset: owner.name,
  role: held.role,
  format: held.format,
  period: held.periodFrom && held.periodTo ? { from: held.periodFrom.toISOString(), to: held.periodTo.toISOString() } : null,
  status: held.status,
  rows: held.rows,
  digest: held.digest,
  sizeBytes: held.sizeBytes,
  columns: held.columns,
  findings: held.findings,
  problem: held.problem,
  createdAt: held.createdAt.toISOString(),
  createdBy: by,
})

export const datasetSubject = (name: string): string => `dataset:${name}`
export const snapshotSubject = (id: string): string => `snapshot:${id}`
