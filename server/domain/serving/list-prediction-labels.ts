import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { label } from '#drizzle/schema/serving.ts'
import { instant, uuid } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { predictionById } from './internal.ts'

const MAX_LABELS = 10_000

/** What turned out to be true for the rows of one prediction; of several labels of a row the last one counts. */
export const listPredictionLabels = defineQuery({
  name: 'list-prediction-labels',
  summary: 'The labels that arrived for one prediction, row by row, oldest first',
  permission: 'read',
  input: z.object({ prediction: uuid }),
  output: z.object({
    items: z.array(z.object({ id: uuid, row: z.number().int(), label: z.string(), observedAt: instant, receivedAt: instant })),
    nextCursor: z.null(),
  }),
  rest: { method: 'GET', path: '/predictions/{prediction}/labels' },
  async run({ db, input }) {
    const { prediction } = await predictionById(db, input.prediction)
    const rows = await db
      .select()
      .from(label)
      .where(eq(label.predictionId, prediction.id))
      .orderBy(asc(label.row), asc(label.observedAt), asc(label.id))
      .limit(MAX_LABELS)
    return {
      items: rows.map((row) => ({
        id: row.id,
        row: row.row,
        label: row.label,
        observedAt: row.observedAt.toISOString(),
        receivedAt: row.receivedAt.toISOString(),
      })),
      nextCursor: null,
    }
  },
})
