import { and, arrayContains, desc, eq, gt, inArray, isNull, lt, ne, not } from 'drizzle-orm'
import { z } from 'zod'
import { approvalGrant, approvalRequest, requestComment } from '#drizzle/schema/governance.ts'
import { principal } from '#drizzle/schema/identity.ts'
import { model } from '#drizzle/schema/registry.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { inboxItem } from '#server/contracts/governance.ts'
import type { InboxItem } from '#server/contracts/governance.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { grantQuery, requestQuery } from './internal.ts'
import type { RequestRow } from './internal.ts'
import { waitsFor } from './waiting.ts'

const DAY_MS = 86_400_000
/** How long before its end a grant is worth a word. */
const EXPIRING_DAYS = 14
/** What is decided or said longer ago is history, not news. */
const NEWS_DAYS = 30
/** Of each kind, so that many of one leave no other out. */
const MOST = 100

const about = ({ request, version, model: owner }: RequestRow) => ({ model: owner.name, version: String(version.number), requestId: request.id })

async function toDecide(db: Queryable, actor: Actor): Promise<InboxItem[]> {
  const rows = await requestQuery(db)
    .where(and(eq(approvalRequest.state, 'open'), waitsFor(db, actor)))
    .orderBy(desc(approvalRequest.openedAt))
    .limit(MOST)
  return rows.map((row) => ({
    id: `decide:${row.request.id}`,
    kind: 'decide',
    at: row.request.openedAt.toISOString(),
    ...about(row),
    by: row.opener.name,
    text: row.request.justification.slice(0, 280),
  }))
}

async function decidedForMe(db: Queryable, actor: Actor, since: Date): Promise<InboxItem[]> {
  const rows = await requestQuery(db)
    .where(and(eq(approvalRequest.openedBy, actor.id), inArray(approvalRequest.state, ['approved', 'rejected']), gt(approvalRequest.closedAt, since)))
    .orderBy(desc(approvalRequest.closedAt))
    .limit(MOST)
  return rows.map((row) => ({
    id: `decided:${row.request.id}`,
    kind: 'decided',
    at: (row.request.closedAt ?? row.request.openedAt).toISOString(),
    ...about(row),
    by: null,
    text: row.request.state,
  }))
}

/** Comments of others that mention the actor, or that do not but are on requests that the actor opened. */
async function saidToMe(db: Queryable, actor: Actor, since: Date, kind: 'mention' | 'comment'): Promise<InboxItem[]> {
  const mentions = arrayContains(requestComment.mentions, [actor.id])
  const forMe = kind === 'mention' ? mentions : and(not(mentions), eq(approvalRequest.openedBy, actor.id))
  const comments = await db
    .select({ comment: requestComment, author: principal.name })
    .from(requestComment)
    .innerJoin(principal, eq(principal.id, requestComment.authorId))
    .innerJoin(approvalRequest, eq(approvalRequest.id, requestComment.requestId))
    .where(and(ne(requestComment.authorId, actor.id), gt(requestComment.createdAt, since), forMe))
    .orderBy(desc(requestComment.createdAt))
    .limit(MOST)
  if (comments.length === 0) return []
  const requests = await requestQuery(db).where(inArray(approvalRequest.id, [...new Set(comments.map(({ comment }) => comment.requestId))]))
  return comments.flatMap(({ comment, author }) => {
    const row = requests.find(({ request }) => request.id === comment.requestId)
    if (!row) return []
    return [{ id: `comment:${comment.id}`, kind, at: comment.createdAt.toISOString(), ...about(row), by: author, text: comment.body.slice(0, 280) }]
  })
}

/** Grants in force that end soon: of the own team for whoever may ask for new ones, of all for whoever watches over them. */
async function endingSoon(db: Queryable, actor: Actor, now: Date): Promise<InboxItem[]> {
  const all = scopeOf(actor.role, 'grant:revoke') !== null
  if (!all && (scopeOf(actor.role, 'request:open') === null || actor.teamId === null)) return []
  const soon = and(
    isNull(approvalGrant.revokedAt),
    gt(approvalGrant.expiresAt, now),
    lt(approvalGrant.expiresAt, new Date(now.getTime() + EXPIRING_DAYS * DAY_MS)),
  )
  const rows = await grantQuery(db)
    .where(and(soon, all ? undefined : eq(model.teamId, actor.teamId ?? '')))
    .orderBy(approvalGrant.expiresAt)
    .limit(MOST)
  return rows.map(({ grant, model: owner, version }) => ({
    id: `expiring:${grant.id}`,
    kind: 'expiring',
    at: grant.expiresAt.toISOString(),
    model: owner.name,
    version: String(version.number),
    requestId: grant.requestId,
    by: null,
    text: null,
  }))
}

/** What is there for the caller to know or do: their decisions first, then what ends soon, then what was said and decided, newest first. */
export const listInbox = defineQuery({
  name: 'list-inbox',
  summary: 'What waits for you, mentions you, was decided on your requests or ends soon',
  permission: 'read',
  input: z.object({}),
  output: z.object({ items: z.array(inboxItem), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/inbox' },
  async run({ db, actor, now }) {
    const since = new Date(now.getTime() - NEWS_DAYS * DAY_MS)
    const decide = await toDecide(db, actor)
    const ending = await endingSoon(db, actor, now)
    const said = [...(await saidToMe(db, actor, since, 'mention')), ...(await saidToMe(db, actor, since, 'comment'))]
    const news = [...said, ...(await decidedForMe(db, actor, since))].toSorted((a, b) => (a.at < b.at ? 1 : -1))
    return { items: [...decide, ...ending, ...news], nextCursor: null }
  },
})
