import { asc } from 'drizzle-orm'
import { z } from 'zod'
import { team } from '#drizzle/schema/identity.ts'
import { uuid } from '#server/contracts/common.ts'
import { defineQuery } from '#server/domain/kit/index.ts'

export const listTeams = defineQuery({
  name: 'list-teams',
  summary: 'List all teams',
  permission: 'read',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ id: uuid, name: z.string() })), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/teams' },
  async run({ db }) {
    return { items: await db.select({ id: team.id, name: team.name }).from(team).orderBy(asc(team.name)), nextCursor: null }
  },
})
