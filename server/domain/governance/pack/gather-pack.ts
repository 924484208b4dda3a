import { and, arrayContains, arrayOverlaps, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { approvalGrant, decision, evidence, policy, requestComment } from '#drizzle/schema/governance.ts'
import { principal } from '#drizzle/schema/identity.ts'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Queryable } from '#server/db/client.ts'
import { found, refuse } from '#server/domain/kit/index.ts'
import { proveEvents } from '#server/domain/ledger/index.ts'
import { versionSubject } from '#server/domain/registry/index.ts'
import { evidenceSubject, evidenceView, grantQuery, grantSubject, grantView, requestById, requestSubject, requestViewById } from '../internal.ts'

const person = { kind: principal.kind, id: principal.id, name: principal.name }

async function decisionsOf(db: Queryable, requestId: string) {
  const rows = await db
    .select({ held: decision, actor: person })
    .from(decision)
    .innerJoin(principal, eq(principal.id, decision.principalId))
    .where(eq(decision.requestId, requestId))
    .orderBy(asc(decision.decidedAt), asc(decision.id))
  return rows.map(({ held, actor }) => ({
    id: held.id,
    actor,
    role: held.role,
    decision: held.verdict,
    reason: held.reason,
    subjectDigest: held.subjectDigest,
    at: held.decidedAt.toISOString(),
  }))
}

async function commentsOf(db: Queryable, requestId: string) {
  const rows = await db
    .select({ held: requestComment, author: person })
    .from(requestComment)
    .innerJoin(principal, eq(principal.id, requestComment.authorId))
    .where(eq(requestComment.requestId, requestId))
    .orderBy(asc(requestComment.createdAt), asc(requestComment.id))
  return rows.map(({ held, author }) => ({
    id: held.id,
    author,
    role: held.role,
    body: held.body,
    mentions: held.mentions,
    createdAt: held.createdAt.toISOString(),
  }))
}

async function cardOf(db: Queryable, versionId: string, revision: number | null) {
  if (revision === null) return null
  const [row] = await db
    .select({ held: cardRevision, writtenBy: person })
    .from(cardRevision)
    .innerJoin(principal, eq(principal.id, cardRevision.createdBy))
    .where(and(eq(cardRevision.versionId, versionId), eq(cardRevision.revision, revision)))
  const { held, writtenBy } = found(row, `card revision ${revision}`)
  return { revision, narrative: held.narrative, writtenBy, writtenAt: held.createdAt.toISOString() }
}

async function policyOf(db: Queryable, revision: number) {
  const [row] = await db.select().from(policy).where(eq(policy.revision, revision))
  const held = found(row, `policy revision ${revision}`)
  return { revision, digest: held.digest, document: held.document, createdAt: held.createdAt.toISOString() }
}

/** Events of the request, of its grant, and those that made what was frozen. */
function eventsAbout(request: { id: string; subject: { model: string; version: string; policyRevision: number } }, evidenceIds: string[], grantId?: string) {
  const names = [requestSubject(request.id), `policy:${request.subject.policyRevision}`, ...evidenceIds.map(evidenceSubject)]
  const wroteCard = and(
    arrayContains(auditEvent.subjects, [versionSubject(request.subject)]),
    eq(auditEvent.operation, 'update-card'),
    inArray(sql`${auditEvent.detail}->>'evidenceId'`, evidenceIds),
  )
  return or(
    arrayOverlaps(auditEvent.subjects, grantId === undefined ? names : [...names, grantSubject(grantId)]),
    evidenceIds.length > 0 ? wroteCard : undefined,
  )
}

/** All that a decision stands on and what the signed log says of it, as far as it is in the log. Refuses (not-ready) while something of it is on its way there. */
export async function gatherPack(db: Queryable, requestId: string, now: Date) {
  const { request: row } = await requestById(db, requestId)
  const { subject } = row
  const evidenceIds = subject.evidence.map((piece) => piece.id)
  const [granted] = await grantQuery(db).where(eq(approvalGrant.requestId, requestId))
  const log = await proveEvents(db, eventsAbout(row, evidenceIds, granted?.grant.id))
  const request = await requestViewById(db, requestId)
  const decisions = await decisionsOf(db, requestId)
  const comments = await commentsOf(db, requestId)
  const logged = (operation: string) => log.events.filter((event) => event.operation === operation && event.subject === requestSubject(requestId)).length
  if (logged('decide') !== decisions.length || logged('add-comment') !== comments.length || request.grantId !== granted?.grant.id) {
    refuse('not-ready', 'Something happens to this request at this moment; ask again in a second.')
  }
  const pieces = evidenceIds.length === 0 ? [] : await db.select().from(evidence).where(inArray(evidence.id, evidenceIds))
  return {
    request,
    decisions,
    comments,
    grant: granted ? grantView(granted, now) : null,
    card: await cardOf(db, row.versionId, subject.cardRevision),
    policy: await policyOf(db, subject.policyRevision),
    evidence: pieces.map((piece) => evidenceView(piece, { model: subject.model, number: Number(subject.version) })),
    log,
  }
}
export type Pack = Awaited<ReturnType<typeof gatherPack>>
