import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { deployment } from '#drizzle/schema/serving.ts'
import { uuid } from '#server/contracts/common.ts'
import { deploymentView as deploymentContract } from '#server/contracts/serving.ts'
import { windowSize } from '#server/contracts/windows.ts'
import { defineCommand } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { deploymentById, deploymentSubject, deploymentView } from './internal.ts'

/** Says in windows of which size a deployment is assessed from now on: the next look goes through its log from where it was left in that size, all of it the first time. */
export const updateDeployment = defineCommand({
  name: 'update-deployment',
  summary: 'Set the size of the windows in which a deployment is assessed',
  permission: 'deployment:write',
  input: z.object({ deployment: uuid, windowSize }),
  output: deploymentContract,
  rest: { method: 'PATCH', path: '/deployments/{deployment}' },
  team: async (db, input) => (await deploymentById(db, input.deployment)).model.teamId,
  audit: ({ output }) => ({
    subject: deploymentSubject(output.id),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { windowSize: output.windowSize },
  }),
  async run({ tx, input, now, inference }) {
    await tx.update(deployment).set({ windowSize: input.windowSize }).where(eq(deployment.id, input.deployment))
    const row = await deploymentById(tx, input.deployment)
    return deploymentView(row, inference.endpointOf(row.model.name), now)
  },
})
