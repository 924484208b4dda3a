import { and, desc, eq, lt, ne } from 'drizzle-orm'
import { z } from 'zod'
import { approvalRequest } from '#drizzle/schema/governance.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { name, page, pageQuery, versionNumber } from '#server/contracts/common.ts'
import { REQUEST_STATES, requestView as requestContract } from '#server/contracts/governance.ts'
import { versionKey } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { requestQuery, requestViews } from './internal.ts'

/** `closed` is every state but open. */
const STATE_FILTERS = [...REQUEST_STATES, 'closed'] as const
const filters = pageQuery.extend({ state: z.enum(STATE_FILTERS).optional(), model: name.optional(), version: versionNumber.optional() })

const inState = (state: (typeof STATE_FILTERS)[number] | undefined) =>
  state === undefined ? undefined : state === 'closed' ? ne(approvalRequest.state, 'open') : eq(approvalRequest.state, state)

async function listed(db: Queryable, input: z.output<typeof filters>) {
  const after = decodeCursor(input.cursor, 1)
  const rows = await requestQuery(db)
    .where(
      and(
        inState(input.state),
        input.model ? eq(model.name, input.model) : undefined,
        input.version ? eq(modelVersion.number, Number(input.version)) : undefined,
        after ? lt(approvalRequest.id, after[0] ?? '') : undefined,
      ),
    )
    .orderBy(desc(approvalRequest.id))
    .limit(input.limit + 1)
  const paged = toPage(
    rows,
    input.limit,
    (row) => [row.request.id],
    (row) => row,
  )
  return { ...paged, items: await requestViews(db, paged.items) }
}

export const listRequests = defineQuery({
  name: 'list-requests',
  summary: 'List approval requests, newest first',
  permission: 'read',
  input: filters,
  output: page(requestContract),
  rest: { method: 'GET', path: '/approval-requests' },
  run: ({ db, input }) => listed(db, input),
})

export const listVersionRequests = defineQuery({
  name: 'list-version-requests',
  summary: 'List the approval requests of a version, newest first',
  permission: 'read',
  input: filters.extend(versionKey.shape),
  output: page(requestContract),
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/approval-requests' },
  run: ({ db, input }) => listed(db, input),
})
