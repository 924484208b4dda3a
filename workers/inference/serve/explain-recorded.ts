import { predictionExplanation } from '#drizzle/schema/serving.ts'
import type { RowExplanation } from '#server/contracts/serving.ts'
import { predictionById } from '#server/domain/serving/index.ts'
import { sliceCells } from '#server/kernel/tensor/feeds.ts'
import { cellJson, cellsOfFeeds } from '#workers/inference/explain/feature-cells.ts'
import { Refused } from '#workers/inference/refused.ts'
import { recordedFeeds } from '#workers/inference/request/recorded-tensors.ts'
import type { RecordedTensor } from '#workers/inference/request/recorded-tensors.ts'
import type { Parts } from './parts.ts'
import { asExplanation, explainOne } from './row-explanation.ts'

/** The decision score that was answered, or null when it was not asked for or not finite. */
function scoreOf(outputs: string, rows: number, row: number, decision: { output: string; class?: number }): number | null {
  const output = (JSON.parse(outputs) as RecordedTensor[]).find((one) => one.name === decision.output)
  const width = (output?.data.length ?? 0) / rows
  const score = output?.data[row * width + (decision.class ?? 0)]
  return typeof score === 'number' ? score : null
}

/**
 * Explains one row of a recorded prediction with the model that answered it, against the baseline of the newest
 * explanation evidence of its version, and keeps what it found. Throws Refused 404, 409 when it cannot, 503.
 */
export async function explainRecorded(parts: Parts, predictionId: string, row: number): Promise<RowExplanation> {
  const { db, store } = parts
  const { prediction, version } = await predictionById(db, predictionId)
  if (row >= prediction.rows) throw new Refused(404, `The prediction has ${prediction.rows} rows; the first is row 0.`)
  if (!version.signature) throw new Refused(409, 'The version has no signature.')
  const held = await parts.baselines.of(version.id)
  const { features, decision } = held.baseline
  const { signature } = version
  const cellsOf = (wide: boolean) => sliceCells(cellsOfFeeds(features, recordedFeeds(prediction.inputs, signature, wide), prediction.rows), row, row + 1)
  const model = { digest: prediction.servingDigest, path: store.pathOf(prediction.servingDigest) }
  const explained = await explainOne(parts, model, held, cellsOf(false))
  const output = scoreOf(prediction.outputs, prediction.rows, row, decision) ?? explained.outputs[0]
  const explanation = asExplanation(
    explained,
    held,
    cellsOf(true).map((column) => cellJson(column[0])),
    output,
  )
  await db.insert(predictionExplanation).values({ predictionId, row, evidenceId: held.evidenceId, explanation }).onConflictDoNothing()
  return explanation
}
