import { and, eq, ne, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import { approvalRequest, decision } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import { defineQuery } from '#server/domain/kit/index.ts'

/** How long the queue is: all open requests, and those that the caller may still decide on. */
export const countRequests = defineQuery({
  name: 'count-requests',
  summary: 'How many requests are open, and how many wait for you',
  permission: 'read',
  input: z.object({}),
  output: z.object({ open: z.number().int(), forYou: z.number().int(), decides: z.boolean() }),
  rest: null,
  async run({ db, actor }) {
    const decides = scopeOf(actor.role, 'request:decide') !== null
    const decided = db
      .select({ one: sql`1` })
      .from(decision)
      .where(and(eq(decision.requestId, approvalRequest.id), eq(decision.principalId, actor.id)))
    const mine = and(ne(approvalRequest.openedBy, actor.id), ne(modelVersion.createdBy, actor.id), notExists(decided))
    const [row] = await db
      .select({ open: sql<number>`count(*)::int`, forYou: sql<number>`(count(*) filter (where ${mine}))::int` })
      .from(approvalRequest)
      .innerJoin(modelVersion, eq(modelVersion.id, approvalRequest.versionId))
      .where(eq(approvalRequest.state, 'open'))
    return { open: row?.open ?? 0, forYou: decides ? (row?.forYou ?? 0) : 0, decides }
  },
})
