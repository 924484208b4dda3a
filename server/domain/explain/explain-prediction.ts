import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { evidence } from '#drizzle/schema/governance.ts'
import { predictionExplanation } from '#drizzle/schema/serving.ts'
import { uuid } from '#server/contracts/common.ts'
import { rowExplanation } from '#server/contracts/serving.ts'
import { defineQuery, refuse } from '#server/domain/kit/index.ts'
import { predictionById } from '#server/domain/serving/index.ts'

/** Why one recorded row came out as it did, against the baseline of the newest explanation evidence of its version. */
export const explainPrediction = defineQuery({
  name: 'explain-prediction',
  summary: 'Explain one row of a recorded prediction',
  permission: 'read',
  input: z.object({ prediction: uuid, row: z.coerce.number().int().min(0).default(0) }),
  output: rowExplanation,
  rest: { method: 'GET', path: '/predictions/{prediction}/explanation' },
  async run({ db, input, inference }) {
    const { prediction, version } = await predictionById(db, input.prediction)
    if (input.row >= prediction.rows) {
      refuse('not-found', `The prediction has ${prediction.rows} rows; the first is row 0.`)
    }
    const [newest] = await db
      .select({ id: evidence.id })
      .from(evidence)
      .where(and(eq(evidence.versionId, version.id), eq(evidence.kind, 'explanation')))
      .orderBy(desc(evidence.createdAt), desc(evidence.id))
      .limit(1)
    if (!newest)
      refuse('not-ready', 'This version has no explanation evidence, so there is no baseline to explain against. Run an assessment of kind explanation.')
    const [kept] = await db
      .select({ explanation: predictionExplanation.explanation })
      .from(predictionExplanation)
      .where(
        and(eq(predictionExplanation.predictionId, prediction.id), eq(predictionExplanation.row, input.row), eq(predictionExplanation.evidenceId, newest.id)),
      )
    return kept?.explanation ?? inference.explain(prediction.id, input.row)
  },
})
