import { and, desc, eq } from 'drizzle-orm'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import type { Queryable } from '#server/db/client.ts'
import { Refused } from '#workers/inference/refused.ts'
import { SERVED_ENVIRONMENT } from './read-served.ts'

interface Grant {
  expiresAt: Date
  revokedAt: Date | null
  revokeReason: string | null
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

async function deployedVersion(db: Queryable, modelId: string) {
  const [row] = await db
    .select({ version: modelVersion })
    .from(deployment)
    .innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
    .where(and(eq(deployment.modelId, modelId), eq(deployment.environment, SERVED_ENVIRONMENT), eq(deployment.state, 'active')))
  return row?.version
}

async function versionOf(db: Queryable, modelId: string, number: string) {
  if (!/^[1-9]\d{0,8}$/.test(number)) return undefined
  const [row] = await db
    .select()
    .from(modelVersion)
    .where(and(eq(modelVersion.modelId, modelId), eq(modelVersion.number, Number(number))))
  return row
}

function sentenceAbout(what: string, grant: Grant | undefined, now: Date): string {
  if (!grant) return `${what} has no grant: it has not been approved to serve in ${SERVED_ENVIRONMENT}.`
  if (grant.revokedAt) return `The grant of ${what} was revoked on ${minute(grant.revokedAt)}${grant.revokeReason ? `: ${grant.revokeReason}` : '.'}`
  if (grant.expiresAt <= now) return `The grant of ${what} expired on ${minute(grant.expiresAt)}: it needs a new approval.`
  return `${what} has a live grant, but is not deployed in ${SERVED_ENVIRONMENT}.`
}

/** Why a model, or a version of it, does not serve: 404 when there is none, else 403 with the state of its newest grant. */
export async function whyNotServed(db: Queryable, modelName: string, number: string | null, now = new Date()): Promise<Refused> {
  const [owner] = await db.select({ id: model.id }).from(model).where(eq(model.name, modelName))
  if (!owner) return new Refused(404, `There is no model "${modelName}".`)
  const version = number === null ? await deployedVersion(db, owner.id) : await versionOf(db, owner.id, number)
  if (!version) {
    return number === null
      ? new Refused(403, `No version of ${modelName} is deployed in ${SERVED_ENVIRONMENT}: deploy one that has a live grant.`)
      : new Refused(404, `There is no version ${number} of ${modelName}.`)
  }
  const [grant] = await db
    .select({ expiresAt: approvalGrant.expiresAt, revokedAt: approvalGrant.revokedAt, revokeReason: approvalGrant.revokeReason })
    .from(approvalGrant)
    .where(and(eq(approvalGrant.versionId, version.id), eq(approvalGrant.environment, SERVED_ENVIRONMENT)))
    .orderBy(desc(approvalGrant.issuedAt))
    .limit(1)
  return new Refused(403, sentenceAbout(`Version ${version.number} of ${modelName}`, grant, now))
}
