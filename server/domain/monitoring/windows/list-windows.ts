import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import { model } from '#drizzle/schema/registry.ts'
import { instant, name, page, pageQuery, uuid } from '#server/contracts/common.ts'
import { windowView as windowContract } from '#server/contracts/monitoring.ts'
import { windowSize } from '#server/contracts/windows.ts'
import type { Queryable } from '#server/db/client.ts'
import { decodeCursor, defineQuery, found, toPage } from '#server/domain/kit/index.ts'
import { windowQuery, windowViews } from './window-views.ts'

const filter = pageQuery.extend({ size: windowSize.optional(), from: instant.optional(), to: instant.optional() })

async function listed(db: Queryable, among: SQL, { size, from, to, cursor, limit }: z.output<typeof filter>) {
  const after = decodeCursor(cursor, 2)
  const rows = await windowQuery(db)
    .where(
      and(
        among,
        size ? eq(monitoringWindow.size, size) : undefined,
        from ? gte(monitoringWindow.from, new Date(from)) : undefined,
        to ? lt(monitoringWindow.from, new Date(to)) : undefined,
        after ? sql`(${monitoringWindow.from}, ${monitoringWindow.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(monitoringWindow.from), desc(monitoringWindow.id))
    .limit(limit + 1)
  const paged = toPage(
    rows,
    limit,
    (row) => [row.window.from.toISOString(), row.window.id],
    (row) => row,
  )
  return { ...paged, items: await windowViews(db, paged.items) }
}

export const listWindows = defineQuery({
  name: 'list-windows',
  summary: 'List the windows in which a deployment was assessed, newest first',
  permission: 'read',
  input: filter.extend({ deployment: uuid }),
  output: page(windowContract),
  rest: { method: 'GET', path: '/deployments/{deployment}/windows' },
  run: ({ db, input }) => listed(db, eq(monitoringWindow.deploymentId, input.deployment), input),
})

export const listModelWindows = defineQuery({
  name: 'list-model-windows',
  summary: 'List the windows in which a model was assessed in production, across its deployments, newest first',
  permission: 'read',
  input: filter.extend({ model: name }),
  output: page(windowContract),
  rest: { method: 'GET', path: '/models/{model}/windows' },
  run: ({ db, input }) => listed(db, eq(model.name, input.model), input),
})

export const getWindow = defineQuery({
  name: 'get-window',
  summary: 'One window of production with its newest evidence',
  permission: 'read',
  input: z.object({ window: uuid }),
  output: windowContract,
  rest: { method: 'GET', path: '/windows/{window}' },
  async run({ db, input }) {
    const [view] = await windowViews(db, await windowQuery(db).where(eq(monitoringWindow.id, input.window)))
    return found(view, 'such window')
  },
})
