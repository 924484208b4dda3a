import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { approvalRequest } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { decides, waitsFor } from './waiting.ts'

/** How long the queue is: all open requests, and those that the caller may still decide on. */
export const countRequests = defineQuery({
  name: 'count-requests',
  summary: 'How many requests are open, and how many wait for you',
  permission: 'read',
  input: z.object({}),
  output: z.object({ open: z.number().int(), forYou: z.number().int(), decides: z.boolean() }),
  rest: null,
  async run({ db, actor }) {
    const [row] = await db
      .select({ open: sql<number>`count(*)::int`, forYou: sql<number>`(count(*) filter (where ${waitsFor(db, actor)}))::int` })
      .from(approvalRequest)
      .innerJoin(modelVersion, eq(modelVersion.id, approvalRequest.versionId))
      .where(eq(approvalRequest.state, 'open'))
    return { open: row?.open ?? 0, forYou: row?.forYou ?? 0, decides: decides(actor) }
  },
})
