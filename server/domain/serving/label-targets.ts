import { and, eq, inArray, sql } from 'drizzle-orm'
import { prediction } from '#drizzle/schema/serving.ts'
import type { GivenLabel } from '#server/contracts/serving.ts'
import type { Queryable } from '#server/db/client.ts'

type Target = { predictionId: string; row: number }

/** The newest prediction row of each entity under a model; looked up entity by entity, since walking back in time could pass millions. */
async function rowsOfEntities(db: Queryable, modelId: string, entityIds: string[]): Promise<Map<string, Target>> {
  if (entityIds.length === 0) return new Map()
  const { rows } = await db.execute<{ entity: string; id: string; row: number }>(sql`
    select wanted.entity, newest.id, array_position(newest.entity_ids, wanted.entity) - 1 as row
    from unnest(${sql.param(entityIds)}::text[]) as wanted (entity)
    cross join lateral (
      with held as materialized (
        select id, model_id, entity_ids, received_at from prediction where entity_ids @> array[wanted.entity]
      )
      select id, entity_ids from held where model_id = ${modelId} order by received_at desc, id desc limit 1
    ) as newest`)
  return new Map(rows.map(({ entity, id, row }) => [entity, { predictionId: id, row }]))
}

async function rowCounts(db: Queryable, modelId: string, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const held = await db
    .select({ id: prediction.id, rows: prediction.rows })
    .from(prediction)
    .where(and(inArray(prediction.id, ids), eq(prediction.modelId, modelId)))
  return new Map(held.map(({ id, rows }) => [id, rows]))
}

/** The predicted row that each label is about, null where there is none under the model: two reads, however many labels. */
export async function labelTargets(db: Queryable, modelId: string, labels: readonly GivenLabel[]): Promise<(Target | null)[]> {
  const entities = new Set(labels.flatMap(({ entityId }) => entityId ?? []))
  const ids = new Set(labels.flatMap(({ predictionId }) => predictionId ?? []))
  const [rowOf, rowsOf] = [await rowsOfEntities(db, modelId, [...entities]), await rowCounts(db, modelId, [...ids])]
  return labels.map(({ entityId, predictionId, row }) => {
    if (entityId !== undefined) return rowOf.get(entityId) ?? null
    if (predictionId === undefined || row === undefined) return null
    return row < (rowsOf.get(predictionId) ?? 0) ? { predictionId, row } : null
  })
}
