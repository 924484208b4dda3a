import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { label } from '#drizzle/schema/serving.ts'
import { instant, name, page, pageQuery, uuid } from '#server/contracts/common.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { modelByName } from '#server/domain/registry/index.ts'

const labelView = z.object({
  id: uuid,
  predictionId: uuid,
  row: z.number().int(),
  label: z.string(),
  observedAt: instant,
  receivedAt: instant,
})

/** What turned out to be true for the predictions of a model; revised labels are there beside the earlier ones. */
export const listLabels = defineQuery({
  name: 'list-labels',
  summary: 'List the labels that arrived for a model, newest first',
  permission: 'read',
  input: pageQuery.extend({ model: name }),
  output: page(labelView),
  rest: { method: 'GET', path: '/models/{model}/labels' },
  async run({ db, input }) {
    const { model } = await modelByName(db, input.model)
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select()
      .from(label)
      .where(and(eq(label.modelId, model.id), after ? lt(label.id, after[0] ?? '') : undefined))
      .orderBy(desc(label.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.id],
      ({ id, predictionId, row, label: text, observedAt, receivedAt }) => ({
        id,
        predictionId,
        row,
        label: text,
        observedAt: observedAt.toISOString(),
        receivedAt: receivedAt.toISOString(),
      }),
    )
  },
})
