import { and, count, countDistinct, desc, eq, inArray, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { dataset, snapshot } from '#drizzle/schema/datasets.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { name } from '#server/contracts/common.ts'
import { lineageView } from '#server/contracts/lineage.ts'
import { versionKey } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineQuery, found } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import { linesOf } from './lineage-lines.ts'

const LINES = 12

/** Ids of versions that a condition names: those that serve now, then the newest, `LINES` of each at most. */
async function idsOf(db: Queryable, where: SQL): Promise<string[]> {
  const id = { id: modelVersion.id }
  const newest = [desc(modelVersion.createdAt), desc(modelVersion.id)]
  const live = await db
    .select(id)
    .from(deployment)
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .where(and(eq(deployment.state, 'active'), where))
    .orderBy(...newest)
    .limit(LINES)
  const made = await db
    .select(id)
    .from(modelVersion)
    .where(where)
    .orderBy(...newest)
    .limit(LINES)
  return [...live, ...made].map((row) => row.id)
}

async function rowsOf(db: Queryable, ids: string[]) {
  const rows = await db
    .select({ version: modelVersion, model: model.name, dataset: dataset.name, snapshot })
    .from(modelVersion)
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .leftJoin(dataset, eq(dataset.id, modelVersion.datasetId))
    .leftJoin(snapshot, eq(snapshot.id, modelVersion.trainingSnapshotId))
    .where(inArray(modelVersion.id, ids))
  return rows.toSorted((a, b) => ids.indexOf(a.version.id) - ids.indexOf(b.version.id))
}

async function lineageOf(db: Queryable, where: SQL, first: string | null, now: Date) {
  const ids = [...new Set([...(first === null ? [] : [first]), ...(await idsOf(db, where))])].slice(0, LINES)
  const [all] = await db
    .select({ versions: count(), models: countDistinct(modelVersion.modelId) })
    .from(modelVersion)
    .where(where)
  const [live] = await db
    .select({ versions: countDistinct(deployment.versionId) })
    .from(deployment)
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .where(and(eq(deployment.state, 'active'), where))
  const rows = ids.length === 0 ? [] : await rowsOf(db, ids)
  return { lines: await linesOf(db, rows, now), versions: all?.versions ?? 0, models: all?.models ?? 0, live: live?.versions ?? 0 }
}

export const getDatasetLineage = defineQuery({
  name: 'get-dataset-lineage',
  summary: 'What was made from a data set, version by version as far as what serves; those that serve first, at most 12',
  permission: 'read',
  input: z.object({ dataset: name }),
  output: lineageView,
  rest: { method: 'GET', path: '/datasets/{dataset}/lineage' },
  async run({ db, input, now }) {
    const [row] = await db.select({ id: dataset.id }).from(dataset).where(eq(dataset.name, input.dataset))
    return lineageOf(db, eq(modelVersion.datasetId, found(row, `dataset ${input.dataset}`).id), null, now)
  },
})

export const getVersionLineage = defineQuery({
  name: 'get-version-lineage',
  summary: 'A version from its data to what serves it, beside the others that were made from the same data set; at most 12',
  permission: 'read',
  input: versionKey,
  output: lineageView,
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/lineage' },
  async run({ db, input, now }) {
    const { version } = await versionByKey(db, input)
    const own = eq(modelVersion.id, version.id)
    const where = version.datasetId === null ? own : (or(own, eq(modelVersion.datasetId, version.datasetId)) ?? own)
    return lineageOf(db, where, version.id, now)
  },
})
