import { and, eq } from 'drizzle-orm'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { approvalGrant, approvalRequest } from '#drizzle/schema/governance.ts'
import { NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import type { CardNarrative } from '#server/contracts/cards.ts'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import type { Gate } from '#server/contracts/governance.ts'
import type { Queryable } from '#server/db/client.ts'
import { snapshotById } from '#server/domain/datasets/index.ts'
import type { VersionRow } from '#server/domain/registry/index.ts'

type Signed = Pick<typeof approvalRequest.$inferSelect, 'versionId' | 'subject' | 'gates'>

/** The request that a grant was issued for: what was signed about the version that serves under it. */
export async function requestOfGrant(db: Queryable, grantId: string): Promise<Signed | null> {
  const [row] = await db
    .select({ request: approvalRequest })
    .from(approvalGrant)
    .innerJoin(approvalRequest, eq(approvalRequest.id, approvalGrant.requestId))
    .where(eq(approvalGrant.id, grantId))
  return row?.request ?? null
}

/** Gates by name, in the order of the newer ones; those that are gone last. */
export function compareGates(before: readonly Gate[], after: readonly Gate[]): RequestComparison['gates'] {
  const stateIn = (gates: readonly Gate[], name: string) => gates.find((gate) => gate.name === name)?.state ?? null
  const names = new Set([...after, ...before].map((gate) => gate.name))
  return [...names].map((name) => ({ name, before: stateIn(before, name), after: stateIn(after, name) }))
}

export async function trainingOf(db: Queryable, { version }: VersionRow): Promise<RequestComparison['training']['after']> {
  if (version.trainingSnapshotId === null) return null
  const { snapshot, dataset } = await snapshotById(db, version.trainingSnapshotId)
  return { dataset: dataset.name, snapshot: snapshot.id, rows: snapshot.rows, digest: snapshot.digest }
}

async function narrativeOf(db: Queryable, signed: Signed | null): Promise<CardNarrative> {
  const revision = signed?.subject.cardRevision
  if (!signed || revision == null) return {}
  const [row] = await db
    .select({ narrative: cardRevision.narrative })
    .from(cardRevision)
    .where(and(eq(cardRevision.versionId, signed.versionId), eq(cardRevision.revision, revision)))
  return row?.narrative ?? {}
}

/** The words of the card that is signed now, beside those that were signed with the live version. */
export async function compareCards(db: Queryable, before: Signed | null, after: Signed): Promise<RequestComparison['card']> {
  const [old, now] = [await narrativeOf(db, before), await narrativeOf(db, after)]
  const changed = before === null ? [] : NARRATIVE_SECTIONS.filter((section) => (old[section] ?? '').trim() !== (now[section] ?? '').trim())
  return {
    before: before?.subject.cardRevision ?? null,
    after: after.subject.cardRevision,
    changed: changed.map((section) => ({ section, before: old[section] ?? '', after: now[section] ?? '' })),
  }
}
