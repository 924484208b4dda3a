import { z } from 'zod'
import { uuid } from '#server/contracts/common.ts'
import { defineCommand } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { deploymentById, deploymentSubject } from '#server/domain/serving/index.ts'
import { hasWindowJob, markDueWindows } from './schedule-windows.ts'

/** Queues every closed window of a deployment that is not assessed as its log is now, without waiting for late rows or more labels. */
export const assessWindows = defineCommand({
  name: 'assess-windows',
  summary: 'Assess the closed windows of a deployment now: those never assessed, failed, or with new rows or labels',
  permission: 'assessment:run',
  input: z.object({ deployment: uuid }),
  output: z.object({ deployment: uuid, model: z.string(), version: z.string(), windows: z.array(uuid) }),
  rest: { method: 'POST', path: '/deployments/{deployment}/windows', status: 202 },
  team: async (db, input) => (await deploymentById(db, input.deployment)).model.teamId,
  audit: ({ output }) => ({
    subject: deploymentSubject(output.deployment),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { windows: output.windows.length },
  }),
  async run({ tx, input, now, enqueue }) {
    const { deployment, model, version } = await deploymentById(tx, input.deployment)
    const watched = { deploymentId: deployment.id, modelId: model.id, size: deployment.windowSize }
    const windows = await markDueWindows(tx, watched, { now, atOnce: true })
    if (windows.length > 0 && !(await hasWindowJob(tx, deployment.id))) await enqueue('assess-windows', { deploymentId: deployment.id })
    return { deployment: deployment.id, model: model.name, version: String(version.number), windows }
  },
})
