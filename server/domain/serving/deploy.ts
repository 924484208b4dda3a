import { and, eq } from 'drizzle-orm'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { deployInput, deploymentView as deploymentContract } from '#server/contracts/serving.ts'
import { grantSubject, liveGrant } from '#server/domain/governance/index.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionByKey, versionSubject } from '#server/domain/registry/index.ts'
import { deploymentById, deploymentSubject, deploymentView } from './internal.ts'

/** Puts a version live under its grant; the version that was live before is superseded in the same moment. */
export const deploy = defineCommand({
  name: 'deploy',
  summary: 'Put a version live under its grant',
  permission: 'deployment:write',
  input: deployInput,
  output: deploymentContract,
  rest: { method: 'POST', path: '/deployments', status: 201 },
  team: teamOfModel,
  audit: ({ output }) => ({
    subject: deploymentSubject(output.id),
    under: [grantSubject(output.grantId), versionSubject(output), modelSubject(output.model)],
    detail: { environment: output.environment, grantId: output.grantId, windowSize: output.windowSize },
  }),
  async run({ tx, actor, input, now, inference }) {
    const { version, model: owner } = await versionByKey(tx, input)
    await tx.select({ id: model.id }).from(model).where(eq(model.id, owner.id)).for('update')
    await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.id, version.id)).for('update')
    const grant = await liveGrant(tx, version.id, input.environment, now)
    if (!grant) refuse('no-grant', `No live grant lets version ${input.version} of ${input.model} serve in ${input.environment}. Ask for approval first.`)
    const superseded = await tx
      .update(deployment)
      .set({ state: 'superseded', endedAt: now })
      .where(and(eq(deployment.modelId, owner.id), eq(deployment.environment, input.environment), eq(deployment.state, 'active')))
      .returning({ versionId: deployment.versionId })
    for (const { versionId } of superseded) {
      if (versionId !== version.id)
        await tx
          .update(modelVersion)
          .set({ lifecycle: 'approved' })
          .where(and(eq(modelVersion.id, versionId), eq(modelVersion.lifecycle, 'live')))
    }
    const id = newId()
    await tx.insert(deployment).values({
      id,
      modelId: owner.id,
      versionId: version.id,
      environment: input.environment,
      grantId: grant.id,
      createdBy: actor.id,
      createdAt: now,
      windowSize: input.windowSize,
    })
    await tx.update(modelVersion).set({ lifecycle: 'live' }).where(eq(modelVersion.id, version.id))
    return deploymentView(await deploymentById(tx, id), inference.endpointOf(owner.name), now)
  },
})
