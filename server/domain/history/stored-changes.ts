import { and, eq, inArray } from 'drizzle-orm'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { approvalGrant, policy } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import type { Queryable } from '#server/db/client.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import type { Change } from './changes.ts'

/** The sections of a card that a revision wrote anew, as they were in the revision before. `key` is `model/version`. */
export async function cardChange(db: Queryable, key: string, revision: number): Promise<Change | null> {
  const [name = '', version = ''] = key.split('/')
  const held = await versionByKey(db, { model: name, version })
  const rows = await db
    .select()
    .from(cardRevision)
    .where(and(eq(cardRevision.versionId, held.version.id), inArray(cardRevision.revision, [revision - 1, revision])))
  const old = rows.find((row) => row.revision === revision - 1)?.narrative
  const now = rows.find((row) => row.revision === revision)?.narrative
  if (!now) return null
  const changed = NARRATIVE_SECTIONS.filter((section) => (old?.[section] ?? '') !== (now[section] ?? ''))
  const only = (narrative: typeof now) => Object.fromEntries(changed.map((section) => [section, narrative[section] ?? '']))
  return { before: old ? only(old) : null, after: only(now) }
}

export async function policyChange(db: Queryable, revision: number): Promise<Change | null> {
  const rows = await db
    .select()
    .from(policy)
    .where(inArray(policy.revision, [revision - 1, revision]))
  const of = (wanted: number) => rows.find((row) => row.revision === wanted)?.document ?? null
  return of(revision) && { before: of(revision - 1), after: of(revision) }
}

/** Only a live grant is revoked, so that is what it was. */
export async function grantChange(db: Queryable, id: string, revokedBy: string): Promise<Change | null> {
  const [row] = await db
    .select({ grant: approvalGrant, number: modelVersion.number, name: model.name })
    .from(approvalGrant)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalGrant.versionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .where(eq(approvalGrant.id, id))
  const revokedAt = row?.grant.revokedAt
  if (!row || !revokedAt) return null
  const { grant, number, name } = row
  const kept = { grant: id, version: `${name} v${number}`, environment: grant.environment }
  return {
    before: { ...kept, state: 'live', expiresAt: grant.expiresAt.toISOString() },
    after: { ...kept, state: 'revoked', revokedAt: revokedAt.toISOString(), revokedBy },
  }
}

/** What served in the place of a deployment until it began, and what does since. */
export async function deployChange(db: Queryable, id: string): Promise<Change | null> {
  const query = () =>
    db.select({ held: deployment, number: modelVersion.number }).from(deployment).innerJoin(modelVersion, eq(modelVersion.id, deployment.versionId))
  const [row] = await query().where(eq(deployment.id, id))
  if (!row) return null
  const { modelId, environment, createdAt } = row.held
  const place = and(eq(deployment.modelId, modelId), eq(deployment.environment, environment))
  const [last] = await query().where(and(place, eq(deployment.state, 'superseded'), eq(deployment.endedAt, createdAt)))
  return { before: last ? { [environment]: `v${last.number}` } : null, after: { [environment]: `v${row.number}` } }
}
