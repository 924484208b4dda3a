import { eq } from 'drizzle-orm'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment, prediction } from '#drizzle/schema/serving.ts'
import type { DeploymentView } from '#server/contracts/serving.ts'
import type { Queryable } from '#server/db/client.ts'
import { grantState } from '#server/domain/governance/index.ts'
import { found } from '#server/domain/kit/index.ts'

export const deploymentQuery = (db: Queryable) =>
  db
    .select({ deployment, model, version: modelVersion, grant: approvalGrant })
    .from(deployment)
    .innerJoin(model, eq(model.id, deployment.modelId))
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .innerJoin(approvalGrant, eq(approvalGrant.id, deployment.grantId))

export type DeploymentRow = Awaited<ReturnType<typeof deploymentQuery>>[number]

export async function deploymentById(db: Queryable, id: string): Promise<DeploymentRow> {
  const [row] = await deploymentQuery(db).where(eq(deployment.id, id))
  return found(row, 'such deployment')
}

export const deploymentView = (row: DeploymentRow, endpoint: string, now: Date): DeploymentView => ({
  id: row.deployment.id,
  model: row.model.name,
  version: String(row.version.number),
  environment: row.deployment.environment,
  endpoint,
  grantId: row.deployment.grantId,
  grantState: grantState(row.grant, now),
  grantExpiresAt: row.grant.expiresAt.toISOString(),
  state: row.deployment.state,
  windowSize: row.deployment.windowSize,
  createdAt: row.deployment.createdAt.toISOString(),
  endedAt: row.deployment.endedAt?.toISOString() ?? null,
})

export const predictionQuery = (db: Queryable) =>
  db
    .select({ prediction, modelName: model.name, versionNumber: modelVersion.number, version: modelVersion })
    .from(prediction)
    .innerJoin(model, eq(model.id, prediction.modelId))
    .innerJoin(modelVersion, eq(modelVersion.id, prediction.versionId))

export async function predictionById(db: Queryable, id: string) {
  const [row] = await predictionQuery(db).where(eq(prediction.id, id))
  return found(row, 'such prediction')
}

export const deploymentSubject = (id: string): string => `deployment:${id}`
