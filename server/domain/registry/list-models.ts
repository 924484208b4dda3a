import { and, desc, eq, ilike, lt } from 'drizzle-orm'
import { z } from 'zod'
import { team } from '#drizzle/schema/identity.ts'
import { model } from '#drizzle/schema/registry.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { modelView as modelContract } from '#server/contracts/registry.ts'
import { EXPOSURES, PURPOSES, RISK_TIERS } from '#server/contracts/risk.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { aliasesOf, modelQuery, modelView } from './internal.ts'

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`)

export const listModels = defineQuery({
  name: 'list-models',
  summary: 'List models, newest first',
  permission: 'read',
  input: pageQuery.extend({
    search: z.string().max(200).optional(),
    team: z.string().max(128).optional(),
    riskTier: z.enum(RISK_TIERS).optional(),
    purpose: z.enum(PURPOSES).optional(),
    exposure: z.enum(EXPOSURES).optional(),
  }),
  output: page(modelContract),
  rest: { method: 'GET', path: '/models' },
  async run({ db, input }) {
    const after = decodeCursor(input.cursor, 1)
    const rows = await modelQuery(db)
      .where(
        and(
          input.search ? ilike(model.name, `%${escapeLike(input.search)}%`) : undefined,
          input.team ? eq(team.name, input.team) : undefined,
          input.riskTier ? eq(model.riskTier, input.riskTier) : undefined,
          input.purpose ? eq(model.purpose, input.purpose) : undefined,
          input.exposure ? eq(model.exposure, input.exposure) : undefined,
          after ? lt(model.id, after[0] ?? '') : undefined,
        ),
      )
      .orderBy(desc(model.id))
      .limit(input.limit + 1)
    const aliases = await aliasesOf(
      db,
      rows.map((row) => row.model.id),
    )
    return toPage(
      rows,
      input.limit,
      (row) => [row.model.id],
      (row) => modelView(row, aliases.get(row.model.id) ?? {}),
    )
  },
})
