import { predictionExplanation } from '#drizzle/schema/serving.ts'
import type { Signature } from '#server/contracts/registry.ts'
import type { RowExplanation } from '#server/contracts/serving.ts'
import { predictionById } from '#server/domain/serving/index.ts'
import { applyLink } from '#server/kernel/explain/additive-model.ts'
import { sliceCells } from '#server/kernel/tensor/feeds.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import { decodeTensor } from '#server/kernel/tensor/decode.ts'
import { EngineError } from '#workers/inference/engine/engine.ts'
import type { Explained } from '#workers/inference/engine/protocol.ts'
import type { HeldBaseline } from '#workers/inference/explain/baselines.ts'
import { cellJson, cellsOfFeeds } from '#workers/inference/explain/feature-cells.ts'
import { Refused } from '#workers/inference/refused.ts'
import type { Parts } from './parts.ts'

/** Half the width of a 95 % interval in standard errors. */
const NORMAL_95 = 1.959963984540054

interface RecordedTensor {
  name: string
  datatype: string
  shape: number[]
  data: unknown[]
}

const isNarrow = (datatype: string): boolean => datatype === 'FP32' || datatype === 'FP16'

/** The inputs as the model read them, or (`wide`) as they were sent: 0.1 in single precision is another number. */
function feedsOf(inputs: string, signature: Signature, wide: boolean): Tensor[] {
  const recorded = JSON.parse(inputs) as RecordedTensor[]
  return signature.inputs.map((declared) => {
    const sent = recorded.find((input) => input.name === declared.name)
    const datatype = wide && isNarrow(declared.datatype) ? 'FP64' : declared.datatype
    return decodeTensor({ ...sent, datatype }, { ...declared, datatype }, { values: Number.MAX_SAFE_INTEGER })
  })
}

/** The decision score that was answered, or null when it was not asked for or not finite. */
function scoreOf(outputs: string, rows: number, row: number, decision: { output: string; class?: number }): number | null {
  const output = (JSON.parse(outputs) as RecordedTensor[]).find((one) => one.name === decision.output)
  const width = (output?.data.length ?? 0) / rows
  const score = output?.data[row * width + (decision.class ?? 0)]
  return typeof score === 'number' ? score : null
}

function asExplanation(explained: Explained, held: HeldBaseline, values: (number | string | null)[], output: number): RowExplanation {
  const { contributions, errors, baseValue, method, exact, space } = explained
  const margin = contributions.reduce((sum, contribution) => sum + contribution, baseValue)
  return {
    method,
    exact,
    space,
    baseline: { snapshotId: held.snapshotId, rows: explained.baselineRows },
    evidenceId: held.evidenceId,
    baseValue,
    attributions: held.baseline.features.map((feature, i) => {
      const contribution = contributions[i]
      const half = NORMAL_95 * (errors?.[i] ?? 0)
      return { feature, value: values[i], contribution, ...(errors ? { lower: contribution - half, upper: contribution + half } : {}) }
    }),
    margin,
    additivityError: applyLink(explained.link, margin) - output,
    output,
  }
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
  const cellsOf = (wide: boolean) => sliceCells(cellsOfFeeds(features, feedsOf(prediction.inputs, signature, wide), prediction.rows), row, row + 1)
  const model = { digest: prediction.servingDigest, path: store.pathOf(prediction.servingDigest) }
  const explained = await parts.explainer.explain(model, held, cellsOf(false)).catch((error: unknown) => {
    if (error instanceof EngineError) throw new Refused(error.kind === 'failed' ? 409 : 503, `The row cannot be explained: ${error.message}`)
    throw error
  })
  const output = scoreOf(prediction.outputs, prediction.rows, row, decision) ?? explained.outputs[0]
  const explanation = asExplanation(
    explained,
    held,
    cellsOf(true).map((column) => cellJson(column[0])),
    output,
  )
  if (!Number.isFinite(explanation.margin) || !Number.isFinite(output)) {
    throw new Refused(409, 'The row cannot be explained: the model gives it no finite score, because of a value that is missing.')
  }
  await db.insert(predictionExplanation).values({ predictionId, row, evidenceId: held.evidenceId, explanation }).onConflictDoNothing()
  return explanation
}
