import { and, eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { dataset } from '#drizzle/schema/datasets.ts'
import { principal, team } from '#drizzle/schema/identity.ts'
import { model, modelAlias, modelVersion } from '#drizzle/schema/registry.ts'
import type { ModelView, VersionView } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import { found } from '#server/domain/kit/index.ts'

const author = { id: principal.id, name: principal.name, kind: principal.kind }
const parent = alias(modelVersion, 'parent_version')

export const modelQuery = (db: Queryable) =>
  db
    .select({ model, teamName: team.name, author })
    .from(model)
    .innerJoin(team, eq(team.id, model.teamId))
    .innerJoin(principal, eq(principal.id, model.createdBy))

export const versionQuery = (db: Queryable) =>
  db
    .select({ version: modelVersion, model, datasetName: dataset.name, parentNumber: parent.number, author })
    .from(modelVersion)
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .innerJoin(principal, eq(principal.id, modelVersion.createdBy))
    .leftJoin(dataset, eq(dataset.id, modelVersion.datasetId))
    .leftJoin(parent, eq(parent.id, modelVersion.parentVersionId))

export type ModelRow = Awaited<ReturnType<typeof modelQuery>>[number]
export type VersionRow = Awaited<ReturnType<typeof versionQuery>>[number]

export async function modelByName(db: Queryable, name: string): Promise<ModelRow> {
  const [row] = await modelQuery(db).where(eq(model.name, name))
  return found(row, `model ${name}`)
}

export async function versionByKey(db: Queryable, key: { model: string; version: string }): Promise<VersionRow> {
  const [row] = await versionQuery(db).where(and(eq(model.name, key.model), eq(modelVersion.number, Number(key.version))))
  return found(row, `version ${key.version} of a model ${key.model}`)
}

export async function versionById(db: Queryable, id: string): Promise<VersionRow> {
  const [row] = await versionQuery(db).where(eq(modelVersion.id, id))
  return found(row, 'such version')
}

/** The team that owns a model, for commands on it and on all below it. */
export async function teamOfModel(db: Queryable, input: { model: string }): Promise<string> {
  const [row] = await db.select({ teamId: model.teamId }).from(model).where(eq(model.name, input.model))
  return found(row, `model ${input.model}`).teamId
}

/** The aliases of several models by model id, each alias with its version number. */
export async function aliasesOf(db: Queryable, modelIds: string[]): Promise<Map<string, Record<string, string>>> {
  const byModel = new Map(modelIds.map((id): [string, Record<string, string>] => [id, {}]))
  if (modelIds.length === 0) return byModel
  const rows = await db
    .select({ modelId: modelAlias.modelId, alias: modelAlias.alias, number: modelVersion.number })
    .from(modelAlias)
    .innerJoin(modelVersion, eq(modelVersion.id, modelAlias.versionId))
    .where(inArray(modelAlias.modelId, modelIds))
  for (const row of rows) {
    const aliases = byModel.get(row.modelId)
    if (aliases) aliases[row.alias] = String(row.number)
  }
  return byModel
}

export const modelView = (row: ModelRow, aliases: Record<string, string>): ModelView => ({
  id: row.model.id,
  name: row.model.name,
  team: row.teamName,
  description: row.model.description,
  purpose: row.model.purpose,
  exposure: row.model.exposure,
  riskTier: row.model.riskTier,
  tags: row.model.tags,
  aliases,
  createdAt: row.model.createdAt.toISOString(),
  createdBy: row.author,
})

export const versionView = ({ version, model: owner, datasetName, parentNumber, author: by }: VersionRow): VersionView => ({
  id: version.id,
  model: owner.name,
  version: String(version.number),
  status: version.status,
  lifecycle: version.lifecycle,
  description: version.description,
  dataset: datasetName,
  features: version.features,
  decision: version.decision,
  trainingSnapshot: version.trainingSnapshotId,
  parentVersion: parentNumber === null ? null : String(parentNumber),
  sourceRun: version.sourceRun,
  sourceCommit: version.sourceCommit,
  parameters: version.parameters,
  metrics: version.metrics,
  tags: version.tags,
  artifactDigest: version.artifactDigest,
  servingDigest: version.servingDigest,
  sizeBytes: version.sizeBytes,
  signature: version.signature,
  operators: version.operators,
  opsets: version.opsets,
  findings: version.findings,
  problem: version.problem,
  createdAt: version.createdAt.toISOString(),
  createdBy: by,
})

export const modelSubject = (name: string): string => `model:${name}`
export const versionSubject = (key: { model: string; version: string | number }): string => `version:${key.model}/${key.version}`
