import { and, desc, eq, ilike, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { principal, team } from '#drizzle/schema/identity.ts'
import { model } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { EXPOSURES, PURPOSES, RISK_TIERS } from '#server/contracts/risk.ts'
import { standingView } from '#server/contracts/standing.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { standingViews } from './standing-views.ts'

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`)

/** Models as a whole: what is live, whether it is allowed to be, and what comes after it; newest model first. */
export const listStandings = defineQuery({
  name: 'list-standings',
  summary: 'How each model stands: live version, grant, gates, newest version and request',
  permission: 'read',
  input: pageQuery.extend({
    search: z.string().max(200).optional(),
    model: z.string().max(128).optional(),
    team: z.string().max(128).optional(),
    riskTier: z.enum(RISK_TIERS).optional(),
    purpose: z.enum(PURPOSES).optional(),
    exposure: z.enum(EXPOSURES).optional(),
    live: z.stringbool().or(z.boolean()).optional(),
  }),
  output: page(standingView).extend({ total: z.number().int(), liveTotal: z.number().int() }),
  rest: { method: 'GET', path: '/standings' },
  async run({ db, input, now }) {
    const after = decodeCursor(input.cursor, 1)
    const active = sql`exists (select 1 from ${deployment} where ${deployment.modelId} = ${model.id} and ${deployment.state} = 'active' and ${deployment.environment} = 'production')`
    const rows = await db
      .select({ model, teamName: team.name, creator: principal.name })
      .from(model)
      .innerJoin(team, eq(team.id, model.teamId))
      .innerJoin(principal, eq(principal.id, model.createdBy))
      .where(
        and(
          input.search ? ilike(model.name, `%${escapeLike(input.search)}%`) : undefined,
          input.model ? eq(model.name, input.model) : undefined,
          input.team ? eq(team.name, input.team) : undefined,
          input.riskTier ? eq(model.riskTier, input.riskTier) : undefined,
          input.purpose ? eq(model.purpose, input.purpose) : undefined,
          input.exposure ? eq(model.exposure, input.exposure) : undefined,
          input.live === undefined ? undefined : input.live ? active : sql`not ${active}`,
          after ? lt(model.id, after[0] ?? '') : undefined,
        ),
      )
      .orderBy(desc(model.id))
      .limit(input.limit + 1)
    const [count] = await db.select({ total: sql<number>`count(*)::int`, live: sql<number>`(count(*) filter (where ${active}))::int` }).from(model)
    const paged = toPage(
      rows,
      input.limit,
      (row) => [row.model.id],
      (row) => row,
    )
    return { items: await standingViews(db, paged.items, now), nextCursor: paged.nextCursor, total: count?.total ?? 0, liveTotal: count?.live ?? 0 }
  },
})
