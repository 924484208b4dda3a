import { asc, sql } from 'drizzle-orm'
import { z } from 'zod'
import { team } from '#drizzle/schema/identity.ts'
import { uuid } from '#server/contracts/common.ts'
import type { PrincipalKind } from '#server/contracts/roles.ts'
import { defineQuery } from '#server/domain/kit/index.ts'

/** Columns written out: drizzle leaves the table off a column in a selection from one table, and these are about two. */
const ofKind = (kind: PrincipalKind) =>
  sql<number>`(select count(*)::int from principal p where p.team_id = team.id and p.kind = ${kind} and p.disabled_at is null)`
const models = sql<number>`(select count(*)::int from model m where m.team_id = team.id)`

export const listTeams = defineQuery({
  name: 'list-teams',
  summary: 'List all teams with how many people, service accounts and models each has',
  permission: 'read',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ id: uuid, name: z.string(), people: z.number().int(), services: z.number().int(), models: z.number().int() })),
    nextCursor: z.null(),
  }),
  rest: { method: 'GET', path: '/teams' },
  async run({ db }) {
    const items = await db
      .select({ id: team.id, name: team.name, people: ofKind('user'), services: ofKind('service'), models })
      .from(team)
      .orderBy(asc(team.name))
    return { items, nextCursor: null }
  },
})
