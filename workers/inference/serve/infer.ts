import type { Actor } from '#server/contracts/actor.ts'
import { summariseScores } from '#server/kernel/scores/summarise-scores.ts'
import { encodeTensor } from '#server/kernel/tensor/encode.ts'
import type { ServedVersion } from '#workers/inference/catalog/served-version.ts'
import { cellsOfFeeds } from '#workers/inference/explain/feature-cells.ts'
import { Refused } from '#workers/inference/refused.ts'
import { readInferRequest } from '#workers/inference/request/read-infer-request.ts'
import type { InferRequest } from '#workers/inference/request/read-infer-request.ts'
import type { ModelFile } from '#workers/inference/engine/protocol.ts'
import type { Parts } from './parts.ts'
import { predictionId } from './prediction-id.ts'
import { engineRefusal } from './served.ts'

/** What the transport knows of a request. */
export interface Arrival {
  actor: Actor
  /** Epoch milliseconds, and the same moment on the monotonic clock. */
  receivedAt: number
  startedAt: number
  traceparent: string | undefined
}

const VARIANT = 'champion'
const TRACE = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/

/** The caller's trace (W3C), or one of the prediction's own. */
const traceOf = (traceparent: string | undefined, predictionId: string): string =>
  (traceparent && TRACE.exec(traceparent)?.[1]) || predictionId.replaceAll('-', '')

/** Contributions of every row as two more outputs. */
async function explanationOf(parts: Parts, served: ServedVersion, file: ModelFile, request: InferRequest) {
  try {
    const held = await parts.baselines.of(served.versionId)
    const { features } = held.baseline
    const explained = await parts.explainer.explain(file, held, cellsOfFeeds(features, request.feeds, request.rows))
    const baseValues = new Float64Array(request.rows).fill(explained.baseValue)
    return [
      { name: 'attributions', datatype: 'FP64', dims: [request.rows, features.length], values: explained.contributions } as const,
      { name: 'base_value', datatype: 'FP64', dims: [request.rows], values: baseValues } as const,
    ]
  } catch (error) {
    // The protocol knows no 409: what cannot be explained was asked for wrongly.
    throw error instanceof Refused && error.status === 409 ? new Refused(400, error.message) : error
  }
}

/**
 * Runs a request and records it; the answer, as JSON text, exists only once its row is durable.
 * Throws Refused with what the client is told.
 */
export async function infer(parts: Parts, served: ServedVersion, body: string, arrival: Arrival): Promise<string> {
  const request = readInferRequest(body, served.signature, arrival.receivedAt)
  if (parts.log.isFull()) throw new Refused(503, 'Too many predictions wait to be recorded; try again in a moment.')
  const loaded = await parts.fleet.of(served)
  try {
    const { file, joins } = loaded
    const { feeds, fetches, rows } = request
    const run = await parts.batcher.run({ model: file, feeds, fetches, rows, joins })
    const outputs = run.outputs.map(encodeTensor)
    const recorded = JSON.stringify(outputs)
    const extra = request.explain ? await explanationOf(parts, served, file, request) : null
    const id = predictionId()
    await parts.log.write({
      id,
      modelId: served.modelId,
      versionId: served.versionId,
      deploymentId: served.deploymentId,
      grantId: served.grantId,
      servingDigest: served.servingDigest,
      variant: VARIANT,
      requestId: request.id,
      rows,
      inputs: request.recorded,
      outputs: recorded,
      entityIds: request.entityIds,
      receivedAt: arrival.receivedAt,
      eventTime: request.eventTime ?? arrival.receivedAt,
      latencyUs: Math.round((performance.now() - arrival.startedAt) * 1000),
      deviceNs: run.deviceNs,
      executionProvider: run.executionProvider,
      traceId: traceOf(arrival.traceparent, id),
      principalId: arrival.actor.id,
      scores: summariseScores(outputs, rows, served.decision, served.threshold),
    })
    const shown = extra ? JSON.stringify([...outputs, ...extra.map((tensor) => encodeTensor({ ...tensor, dims: [...tensor.dims] }))]) : recorded
    const echoed = request.id === null ? '' : `"id":${JSON.stringify(request.id)},`
    const version = `"model_version":"${served.number}"`
    return `{"model_name":${JSON.stringify(served.modelName)},${version},${echoed}"parameters":{"prediction_id":"${id}",${version},"grant_id":"${served.grantId}"},"outputs":${shown}}`
  } catch (error) {
    throw await engineRefusal(error, parts, served)
  }
}
