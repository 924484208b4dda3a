import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { approvalRequest } from '#drizzle/schema/governance.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { requestView as requestContract } from '#server/contracts/governance.ts'
import type { RequestView } from '#server/contracts/governance.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { requestQuery, requestViews } from './internal.ts'
import type { RequestRow } from './internal.ts'
import { decides, waitsFor } from './waiting.ts'

/** What an open request is to the caller: theirs to decide, or why it is not. */
const STANDINGS = ['decide', 'opened', 'registered', 'decided', 'read'] as const
type Standing = (typeof STANDINGS)[number]

function standingOf({ request, version }: RequestRow, view: RequestView, actor: Actor): Standing {
  if (request.openedBy === actor.id) return 'opened'
  if (view.decisions.some((held) => held.actor.id === actor.id)) return 'decided'
  if (!decides(actor)) return 'read'
  return version.createdBy === actor.id ? 'registered' : 'decide'
}

/** Open requests: those that wait for the caller's decision first, then the oldest. */
export const listQueue = defineQuery({
  name: 'list-queue',
  summary: 'List open requests, what waits for you first, then the oldest',
  permission: 'read',
  input: pageQuery,
  output: page(requestContract.extend({ standing: z.enum(STANDINGS) })),
  rest: null,
  async run({ db, actor, input }) {
    const after = decodeCursor(input.cursor, 3)
    const waits = waitsFor(db, actor)
    const key = sql`(not ${waits}, ${approvalRequest.openedAt}, ${approvalRequest.id})`
    const rows = await requestQuery(db)
      .where(and(eq(approvalRequest.state, 'open'), after ? sql`${key} > (${after[0]}::boolean, ${after[1]}::timestamptz, ${after[2]}::uuid)` : undefined))
      .orderBy(desc(waits), asc(approvalRequest.openedAt), asc(approvalRequest.id))
      .limit(input.limit + 1)
    const views = await requestViews(db, rows)
    const entries = rows.flatMap((row, i) => {
      const view = views[i]
      return view ? [{ ...view, standing: standingOf(row, view, actor) }] : []
    })
    return toPage(
      entries,
      input.limit,
      (entry) => [String(entry.standing !== 'decide'), entry.openedAt, entry.id],
      (entry) => entry,
    )
  },
})
