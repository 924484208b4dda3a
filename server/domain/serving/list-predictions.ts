import { and, eq, getTableColumns, inArray } from 'drizzle-orm'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment, prediction } from '#drizzle/schema/serving.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { predictionItem, predictionSearch } from '#server/contracts/predictions.ts'
import type { PredictionItem, PredictionSearch } from '#server/contracts/predictions.ts'
import type { Queryable } from '#server/db/client.ts'
import { decodeCursor, defineQuery, refuse, toPage } from '#server/domain/kit/index.ts'
import { searchPredictions } from './search-predictions.ts'

const ENTITIES_LISTED = 20

/** A version, an outcome and a score are those of a model. */
function needModel({ model: named, version, outcome, scoreFrom, scoreTo }: PredictionSearch): void {
  if (named !== undefined) return
  const asked = Object.entries({ version, outcome, scoreFrom, scoreTo }).filter(([, value]) => value !== undefined)
  if (asked.length === 0) return
  refuse(
    'invalid',
    'Versions, outcomes and scores are those of a model.',
    asked.map(([path]) => ({ path, message: 'Name the model as well.' })),
  )
}

/** The deployments that answered what is searched for: none where there is no such model or version. */
async function deploymentsOf(db: Queryable, { model: named, version }: PredictionSearch): Promise<string[]> {
  const rows = await db
    .select({ id: deployment.id })
    .from(deployment)
    .innerJoin(model, eq(model.id, deployment.modelId))
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .where(and(named === undefined ? undefined : eq(model.name, named), version === undefined ? undefined : eq(modelVersion.number, Number(version))))
  return rows.map(({ id }) => id)
}

/** In the order of the ids; inputs and outputs, which can be megabytes, stay where they are. */
async function itemsOf(db: Queryable, ids: readonly string[]): Promise<PredictionItem[]> {
  if (ids.length === 0) return []
  const { inputs: _, outputs: __, ...kept } = getTableColumns(prediction)
  const held = await db
    .select({ ...kept, model: model.name, version: modelVersion.number })
    .from(prediction)
    .innerJoin(model, eq(model.id, prediction.modelId))
    .innerJoin(modelVersion, eq(modelVersion.id, prediction.versionId))
    .where(inArray(prediction.id, [...ids]))
  const byId = new Map(held.map((row) => [row.id, row]))
  return ids.flatMap((each) => {
    const row = byId.get(each)
    if (!row) return []
    const { scoreLow: low, scoreHigh: high } = row
    return {
      ...row,
      version: String(row.version),
      entityIds: row.entityIds?.slice(0, ENTITIES_LISTED) ?? [],
      receivedAt: row.receivedAt.toISOString(),
      eventTime: row.eventTime.toISOString(),
      latencyMs: row.latencyUs / 1000,
      scores: low === null || high === null ? null : { low, high },
    }
  })
}

export const listPredictions = defineQuery({
  name: 'list-predictions',
  summary: 'Search recorded predictions by model, version, entity, time, outcome and score, newest first',
  permission: 'read',
  input: pageQuery.extend(predictionSearch.shape),
  output: page(predictionItem),
  rest: { method: 'GET', path: '/predictions' },
  async run({ db, input }) {
    const { model: _, version: __, cursor, limit, ...search } = input
    const after = decodeCursor(cursor, 2)
    needModel(input)
    const found = await searchPredictions(db, { ...search, deploymentIds: await deploymentsOf(db, input), after, limit: limit + 1 })
    return toPage(
      await itemsOf(db, found),
      limit,
      (item) => [search.time === 'event' ? item.eventTime : item.receivedAt, item.id],
      (item) => item,
    )
  },
})
