import { z } from 'zod'
import { uuid } from '#server/contracts/common.ts'
import { predictionView as predictionContract } from '#server/contracts/serving.ts'
import { thresholdOf } from '#server/domain/governance/index.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { predictionById } from './internal.ts'
import { costOf } from './prediction-cost.ts'

export const getPrediction = defineQuery({
  name: 'get-prediction',
  summary: 'One recorded prediction: inputs, outputs, grant, latency, cost',
  permission: 'read',
  input: z.object({ prediction: uuid }),
  output: predictionContract,
  rest: { method: 'GET', path: '/predictions/{prediction}' },
  async run({ db, input }) {
    const { prediction, version, modelName, versionNumber } = await predictionById(db, input.prediction)
    return {
      id: prediction.id,
      model: modelName,
      version: String(versionNumber),
      servingDigest: prediction.servingDigest,
      grantId: prediction.grantId,
      deploymentId: prediction.deploymentId,
      variant: prediction.variant,
      requestId: prediction.requestId,
      rows: prediction.rows,
      inputs: JSON.parse(prediction.inputs),
      outputs: JSON.parse(prediction.outputs),
      threshold: await thresholdOf(db, version),
      ...(prediction.entityIds ? { entityIds: prediction.entityIds } : {}),
      receivedAt: prediction.receivedAt.toISOString(),
      eventTime: prediction.eventTime.toISOString(),
      latencyMs: prediction.latencyUs / 1000,
      executionProvider: prediction.executionProvider,
      traceId: prediction.traceId,
      cost: await costOf(db, { executionProvider: prediction.executionProvider, at: prediction.receivedAt, deviceNs: prediction.deviceNs }),
    }
  },
})
