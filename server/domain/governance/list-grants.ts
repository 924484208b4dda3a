import { and, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { model } from '#drizzle/schema/registry.ts'
import { name, page, pageQuery, uuid } from '#server/contracts/common.ts'
import { grantView as grantContract } from '#server/contracts/governance.ts'
import { decodeCursor, defineQuery, found, toPage } from '#server/domain/kit/index.ts'
import { grantQuery, grantView } from './internal.ts'

export const listGrants = defineQuery({
  name: 'list-grants',
  summary: 'List grants, newest first',
  permission: 'read',
  input: pageQuery.extend({ model: name.optional(), live: z.stringbool().or(z.boolean()).optional() }),
  output: page(grantContract),
  rest: { method: 'GET', path: '/grants' },
  async run({ db, input, now }) {
    const after = decodeCursor(input.cursor, 1)
    const rows = await grantQuery(db)
      .where(
        and(
          input.model ? eq(model.name, input.model) : undefined,
          input.live ? and(isNull(approvalGrant.revokedAt), gt(approvalGrant.expiresAt, now)) : undefined,
          after ? lt(approvalGrant.id, after[0] ?? '') : undefined,
        ),
      )
      .orderBy(desc(approvalGrant.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.grant.id],
      (row) => grantView(row, now),
    )
  },
})

export const getGrant = defineQuery({
  name: 'get-grant',
  summary: 'One grant and whether it is live',
  permission: 'read',
  input: z.object({ grant: uuid }),
  output: grantContract,
  rest: { method: 'GET', path: '/grants/{grant}' },
  async run({ db, input, now }) {
    const [row] = await grantQuery(db).where(eq(approvalGrant.id, input.grant))
    return grantView(found(row, 'such grant'), now)
  },
})
