import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { principal, team } from '#drizzle/schema/identity.ts'
import { cardNarrative, NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import { actorRef, digest, instant, uuid } from '#server/contracts/common.ts'
import { gateView, grantView as grantContract } from '#server/contracts/governance.ts'
import { versionView } from '#server/contracts/registry.ts'
import { EXPOSURES, PURPOSES, RISK_TIERS } from '#server/contracts/risk.ts'
import type { Queryable } from '#server/db/client.ts'
import { evaluateVersion, grantState } from '#server/domain/governance/index.ts'
import type { EvidenceRow } from '#server/domain/governance/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import { missingSections, newestRevision } from './internal.ts'
import type { CardRevisionRow } from './internal.ts'

const measured = z.object({ evidenceId: uuid, digest, createdAt: instant, result: z.record(z.string(), z.unknown()) })

export const cardView = z.object({
  model: z.object({
    name: z.string(),
    description: z.string(),
    team: z.string(),
    purpose: z.enum(PURPOSES),
    exposure: z.enum(EXPOSURES),
    riskTier: z.enum(RISK_TIERS),
  }),
  version: versionView.pick({
    version: true,
    description: true,
    dataset: true,
    features: true,
    decision: true,
    trainingSnapshot: true,
    sourceRun: true,
    sourceCommit: true,
    artifactDigest: true,
    servingDigest: true,
    sizeBytes: true,
    signature: true,
    operators: true,
    opsets: true,
    findings: true,
    createdAt: true,
    createdBy: true,
  }),
  narrative: cardNarrative,
  revision: z.number().int().nullable(),
  writtenBy: actorRef.nullable(),
  writtenAt: instant.nullable(),
  complete: z.boolean(),
  missing: z.array(z.enum(NARRATIVE_SECTIONS)),
  /** Sections that were written before newer evidence came. */
  stale: z.array(z.object({ section: z.enum(NARRATIVE_SECTIONS), reason: z.string(), evidenceId: uuid })),
  evidence: z.record(z.string(), measured),
  gates: z.array(gateView),
  grant: grantContract.pick({ id: true, environment: true, issuedAt: true, expiresAt: true, state: true }).nullable(),
})
export type CardView = z.infer<typeof cardView>

function staleSections(revision: CardRevisionRow | undefined, evidence: EvidenceRow[]): CardView['stale'] {
  if (!revision) return []
  const newer = evidence.filter((row) => row.kind !== 'card' && row.createdAt > revision.createdAt)
  const first = newer.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]
  if (!first) return []
  const reason = `Written before the newest ${first.kind} evidence of ${first.createdAt.toISOString().slice(0, 10)}.`
  return NARRATIVE_SECTIONS.filter((section) => revision.narrative[section]?.trim()).map((section) => ({ section, reason, evidenceId: first.id }))
}

async function newestGrant(db: Queryable, versionId: string, now: Date): Promise<CardView['grant']> {
  const [row] = await db.select().from(approvalGrant).where(eq(approvalGrant.versionId, versionId)).orderBy(desc(approvalGrant.issuedAt)).limit(1)
  if (!row) return null
  return { id: row.id, environment: row.environment, issuedAt: row.issuedAt.toISOString(), expiresAt: row.expiresAt.toISOString(), state: grantState(row, now) }
}

/** The card of a version: facts from the registry, results from evidence, narrative from people. */
export async function readCard(db: Queryable, key: { model: string; version: string }, now: Date): Promise<CardView> {
  const row = await versionByKey(db, key)
  const { version, model } = row
  const revision = await newestRevision(db, version.id)
  const [writer] = revision ? await db.select().from(principal).where(eq(principal.id, revision.createdBy)) : []
  const [owner] = await db.select().from(team).where(eq(team.id, model.teamId))
  const evaluation = await evaluateVersion(db, row, now)
  const narrative = revision?.narrative ?? {}
  const missing = missingSections(narrative)
  return {
    model: { ...model, team: owner?.name ?? '' },
    version: {
      ...version,
      version: String(version.number),
      dataset: row.datasetName,
      trainingSnapshot: version.trainingSnapshotId,
      createdAt: version.createdAt.toISOString(),
      createdBy: row.author,
    },
    narrative,
    revision: revision?.revision ?? null,
    writtenBy: writer ? { kind: writer.kind, id: writer.id, name: writer.name } : null,
    writtenAt: revision?.createdAt.toISOString() ?? null,
    complete: missing.length === 0,
    missing,
    stale: staleSections(revision, evaluation.evidence),
    evidence: Object.fromEntries(
      evaluation.evidence
        .filter((held) => held.kind !== 'card')
        .map((held) => [held.kind, { evidenceId: held.id, digest: held.digest, createdAt: held.createdAt.toISOString(), result: held.result }]),
    ),
    gates: evaluation.gates,
    grant: await newestGrant(db, version.id, now),
  }
}
