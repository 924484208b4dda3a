import { and, asc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { principal, team } from '#drizzle/schema/identity.ts'
import { model } from '#drizzle/schema/registry.ts'
import { uuid } from '#server/contracts/common.ts'
import type { PrincipalKind } from '#server/contracts/roles.ts'
import { defineQuery } from '#server/domain/kit/index.ts'

export const listTeams = defineQuery({
  name: 'list-teams',
  summary: 'List all teams',
  permission: 'read',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ id: uuid, name: z.string(), people: z.number().int(), services: z.number().int(), models: z.number().int() })),
    nextCursor: z.null(),
  }),
  rest: { method: 'GET', path: '/teams' },
  async run({ db }) {
    const ofKind = (kind: PrincipalKind) => db.$count(principal, and(eq(principal.teamId, team.id), eq(principal.kind, kind), isNull(principal.disabledAt)))
    const items = await db
      .select({ id: team.id, name: team.name, people: ofKind('user'), services: ofKind('service'), models: db.$count(model, eq(model.teamId, team.id)) })
      .from(team)
      .orderBy(asc(team.name))
    return { items, nextCursor: null }
  },
})
