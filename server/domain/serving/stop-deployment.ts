import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { freeText, uuid } from '#server/contracts/common.ts'
import { deploymentView as deploymentContract } from '#server/contracts/serving.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { deploymentById, deploymentSubject, deploymentView } from './internal.ts'

/** Takes a deployment out of service; its grant stays, so it can be deployed again. */
export const stopDeployment = defineCommand({
  name: 'stop-deployment',
  summary: 'Take a deployment out of service',
  permission: 'deployment:write',
  input: z.object({ deployment: uuid, reason: freeText(2000).min(1, 'Say why.') }),
  output: deploymentContract,
  rest: { method: 'POST', path: '/deployments/{deployment}/stop' },
  team: async (db, input) => (await deploymentById(db, input.deployment)).model.teamId,
  audit: ({ input, output }) => ({
    subject: deploymentSubject(output.id),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { reason: input.reason },
  }),
  async run({ tx, input, now, inference }) {
    const [held] = await tx.select().from(deployment).where(eq(deployment.id, input.deployment)).for('update')
    if (held?.state !== 'active') refuse('conflict', 'The deployment is out of service already.')
    await tx.update(deployment).set({ state: 'stopped', endedAt: now }).where(eq(deployment.id, held.id))
    const row = await deploymentById(tx, held.id)
    if (row.version.lifecycle === 'live') await tx.update(modelVersion).set({ lifecycle: 'approved' }).where(eq(modelVersion.id, held.versionId))
    return deploymentView(row, inference.endpointOf(row.model.name), now)
  },
})
