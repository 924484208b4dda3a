import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { principal, team } from '#drizzle/schema/identity.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { principalView as principalContract } from '#server/contracts/identity.ts'
import { PRINCIPAL_KINDS } from '#server/contracts/roles.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { principalView } from './internal.ts'

export const listPeople = defineQuery({
  name: 'list-people',
  summary: 'List people and service accounts with role and team',
  permission: 'read',
  input: pageQuery.extend({ kind: z.enum(PRINCIPAL_KINDS).optional() }),
  output: page(principalContract),
  rest: { method: 'GET', path: '/users' },
  async run({ db, input }) {
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ principal, teamName: team.name })
      .from(principal)
      .leftJoin(team, eq(team.id, principal.teamId))
      .where(and(input.kind ? eq(principal.kind, input.kind) : undefined, after ? gt(principal.id, after[0] ?? '') : undefined))
      .orderBy(asc(principal.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.principal.id],
      (row) => principalView(row.principal, row.teamName),
    )
  },
})
