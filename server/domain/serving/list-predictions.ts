import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { prediction } from '#drizzle/schema/serving.ts'
import { instant, name, page, pageQuery, uuid, versionNumber } from '#server/contracts/common.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { containsEntity, predictionQuery } from './internal.ts'

const item = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  rows: z.number().int(),
  entityIds: z.array(z.string()),
  receivedAt: instant,
  latencyMs: z.number(),
  executionProvider: z.string(),
  grantId: uuid,
  traceId: z.string(),
})

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
    const rows = await predictionQuery(db)
      .where(
        and(
          input.model ? eq(model.name, input.model) : undefined,
          input.version ? eq(modelVersion.number, Number(input.version)) : undefined,
          input.entityId ? containsEntity(input.entityId) : undefined,
          input.from ? sql`${prediction.receivedAt} >= ${input.from}::timestamptz` : undefined,
          input.to ? sql`${prediction.receivedAt} < ${input.to}::timestamptz` : undefined,
          after ? sql`(${prediction.receivedAt}, ${prediction.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
        ),
      )
      .orderBy(desc(prediction.receivedAt), desc(prediction.id))
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
        latencyMs: row.prediction.latencyUs / 1000,
        executionProvider: row.prediction.executionProvider,
        grantId: row.prediction.grantId,
        traceId: row.prediction.traceId,
      }),
    )
  },
})
