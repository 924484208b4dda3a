import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { principal, session } from '#drizzle/schema/identity.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { sessionView } from '#server/contracts/identity.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'

/** One's own sessions; everybody's with `everyone` and identity:write. */
export const listSessions = defineQuery({
  name: 'list-sessions',
  summary: 'List sessions, newest first',
  permission: 'read',
  input: pageQuery.extend({ everyone: z.stringbool().or(z.boolean()).default(false) }),
  output: page(sessionView),
  rest: { method: 'GET', path: '/sessions' },
  async run({ db, actor, input }) {
    const all = input.everyone && scopeOf(actor.role, 'identity:write') !== null
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ session, owner: { id: principal.id, name: principal.name } })
      .from(session)
      .innerJoin(principal, eq(principal.id, session.principalId))
      .where(and(all ? undefined : eq(session.principalId, actor.id), after ? lt(session.id, after[0] ?? '') : undefined))
      .orderBy(desc(session.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.session.id],
      (row) => ({
        id: row.session.id,
        owner: row.owner,
        createdAt: row.session.createdAt.toISOString(),
        lastSeenAt: row.session.lastSeenAt.toISOString(),
        expiresAt: row.session.expiresAt.toISOString(),
        revokedAt: row.session.revokedAt?.toISOString() ?? null,
        userAgent: row.session.userAgent,
        address: row.session.address,
        current: row.session.id === actor.sessionId,
      }),
    )
  },
})
