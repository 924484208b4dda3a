import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { apiKey, principal } from '#drizzle/schema/identity.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { keyView } from '#server/contracts/identity.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'

/** One's own keys; everybody's with `everyone` and identity:write. Never the keys themselves. */
export const listKeys = defineQuery({
  name: 'list-keys',
  summary: 'List keys, newest first',
  permission: 'read',
  input: pageQuery.extend({ everyone: z.stringbool().or(z.boolean()).default(false) }),
  output: page(keyView),
  rest: { method: 'GET', path: '/keys' },
  async run({ db, actor, input }) {
    const all = input.everyone && scopeOf(actor.role, 'identity:write') !== null
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ key: apiKey, owner: { id: principal.id, name: principal.name, kind: principal.kind } })
      .from(apiKey)
      .innerJoin(principal, eq(principal.id, apiKey.principalId))
      .where(and(all ? undefined : eq(apiKey.principalId, actor.id), after ? lt(apiKey.id, after[0] ?? '') : undefined))
      .orderBy(desc(apiKey.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.key.id],
      ({ key, owner }) => ({
        id: key.id,
        owner,
        name: key.name,
        prefix: key.prefix,
        createdAt: key.createdAt.toISOString(),
        expiresAt: key.expiresAt?.toISOString() ?? null,
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
      }),
    )
  },
})
