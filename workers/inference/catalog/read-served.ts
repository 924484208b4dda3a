import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { ENVIRONMENTS } from '#server/contracts/governance.ts'
import type { Queryable } from '#server/db/client.ts'
import { thresholdsOf } from '#server/domain/governance/index.ts'
import type { ServedVersion } from './served-version.ts'

/** The environment that this worker serves. */
export const SERVED_ENVIRONMENT = ENVIRONMENTS[0]

/** Every version that may serve at this moment; at most one per model. */
export async function readServed(db: Queryable): Promise<ServedVersion[]> {
  const rows = await db
    .select({ deployment, grant: approvalGrant, version: modelVersion, model: { id: model.id, name: model.name, teamId: model.teamId } })
    .from(deployment)
    .innerJoin(approvalGrant, eq(approvalGrant.id, deployment.grantId))
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .innerJoin(model, eq(model.id, deployment.modelId))
    .where(
      and(
        eq(deployment.state, 'active'),
        eq(deployment.environment, SERVED_ENVIRONMENT),
        isNull(approvalGrant.revokedAt),
        gt(approvalGrant.expiresAt, sql`now()`),
        eq(approvalGrant.versionId, deployment.versionId),
        eq(approvalGrant.servingDigest, modelVersion.servingDigest),
      ),
    )
  const thresholds = await thresholdsOf(
    db,
    rows.map(({ version }) => version),
  )
  return rows.flatMap(({ version, grant, ...row }) =>
    version.signature === null
      ? []
      : [
          {
            modelId: row.model.id,
            modelName: row.model.name,
            teamId: row.model.teamId,
            versionId: version.id,
            number: String(version.number),
            servingDigest: grant.servingDigest,
            signature: version.signature,
            features: version.features,
            decision: version.decision,
            threshold: thresholds.get(version.id) ?? null,
            operators: version.operators,
            deploymentId: row.deployment.id,
            grantId: grant.id,
            grantExpiresAt: grant.expiresAt.getTime(),
          },
        ],
  )
}
