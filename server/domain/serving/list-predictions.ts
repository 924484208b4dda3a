import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { prediction } from '#drizzle/schema/serving.ts'
import { instant, name, page, pageQuery, uuid, versionNumber } from '#server/contracts/common.ts'
import type { Queryable } from '#server/db/client.ts'
import { decodeCursor, defineQuery, refuse, toPage } from '#server/domain/kit/index.ts'
import { containsEntity, predictionQuery } from './internal.ts'

const item = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  rows: z.number().int(),
  entityIds: z.array(z.string()),
  receivedAt: instant,
  eventTime: instant,
  latencyMs: z.number(),
  executionProvider: z.string(),
  grantId: uuid,
  traceId: z.string(),
})

type Search = { model?: string | undefined; version?: string | undefined; from?: string | undefined; to?: string | undefined }

/** The model and version that are searched; null where there are none of that name, so nothing can be found. */
async function subjectOf(db: Queryable, { model: modelName, version }: Search): Promise<{ modelId?: string; versionId?: string } | null> {
  if (modelName === undefined) {
    if (version !== undefined) refuse('invalid', 'A version is one of a model.', [{ path: 'version', message: 'Name the model as well.' }])
    return {}
  }
  const [held] = await db.select({ id: model.id }).from(model).where(eq(model.name, modelName))
  if (!held || version === undefined) return held ? { modelId: held.id } : null
  const [numbered] = await db
    .select({ id: modelVersion.id })
    .from(modelVersion)
    .where(and(eq(modelVersion.modelId, held.id), eq(modelVersion.number, Number(version))))
  return numbered ? { modelId: held.id, versionId: numbered.id } : null
}

/** Looked up by itself: walking backwards in time until an entity comes along could pass millions. */
const ofEntity = (entityId: string) =>
  sql`${prediction.id} in (with held as materialized (select ${prediction.id} as id from ${prediction} where ${containsEntity(entityId)}) select held.id from held)`

const olderThan = (after: string[]) => sql`(${prediction.receivedAt}, ${prediction.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`

/** Ids are UUIDv7, made when the request is received; a minute either way allows for clocks. */
const SLACK_MS = 60_000
const idAt = (ms: number): string => {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** Across models the ids themselves are the index over time. */
const inOrderOfId = ({ from, to }: Search, after: string[] | null) => [
  after ? lt(prediction.id, after[1] ?? '') : undefined,
  from ? gte(prediction.id, idAt(Date.parse(from) - SLACK_MS)) : undefined,
  to ? lt(prediction.id, idAt(Date.parse(to) + SLACK_MS)) : undefined,
]

export const listPredictions = defineQuery({
  name: 'list-predictions',
  summary: 'Search recorded predictions by model, version, entity and time, newest first',
  permission: 'read',
  input: pageQuery.extend({
    model: name.optional(),
    version: versionNumber.optional(),
    entityId: z.string().max(512).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  output: page(item),
  rest: { method: 'GET', path: '/predictions' },
  async run({ db, input }) {
    const after = decodeCursor(input.cursor, 2)
    const among = await subjectOf(db, input)
    if (among === null) return { items: [], nextCursor: null }
    const rows = await predictionQuery(db)
      .where(
        and(
          among.modelId ? eq(prediction.modelId, among.modelId) : undefined,
          among.versionId ? eq(prediction.versionId, among.versionId) : undefined,
          input.entityId ? ofEntity(input.entityId) : undefined,
          input.from ? sql`${prediction.receivedAt} >= ${input.from}::timestamptz` : undefined,
          input.to ? sql`${prediction.receivedAt} < ${input.to}::timestamptz` : undefined,
          ...(among.modelId ? [after ? olderThan(after) : undefined] : inOrderOfId(input, after)),
        ),
      )
      .orderBy(...(among.modelId ? [desc(prediction.receivedAt)] : []), desc(prediction.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.prediction.receivedAt.toISOString(), row.prediction.id],
      (row) => ({
        id: row.prediction.id,
        model: row.modelName,
        version: String(row.versionNumber),
        rows: row.prediction.rows,
        entityIds: row.prediction.entityIds?.slice(0, 20) ?? [],
        receivedAt: row.prediction.receivedAt.toISOString(),
        eventTime: row.prediction.eventTime.toISOString(),
        latencyMs: row.prediction.latencyUs / 1000,
        executionProvider: row.prediction.executionProvider,
        grantId: row.prediction.grantId,
        traceId: row.prediction.traceId,
      }),
    )
  },
})
