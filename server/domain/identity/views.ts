import { and, asc, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { savedView } from '#drizzle/schema/identity.ts'
import { uuid } from '#server/contracts/common.ts'
import { savedView as viewContract, saveViewInput, viewPage } from '#server/contracts/views.ts'
import { defineCommand, defineQuery, found, newId, ofNoTeam, refuse } from '#server/domain/kit/index.ts'

const MOST = 50

const viewOf = ({ id, page, name, query, createdAt }: typeof savedView.$inferSelect) => ({ id, page, name, query, createdAt: createdAt.toISOString() })

export const listViews = defineQuery({
  name: 'list-views',
  summary: 'List the searches that one has saved on a page, by name',
  permission: 'read',
  input: z.object({ page: viewPage }),
  output: z.object({ items: z.array(viewContract), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/views' },
  async run({ db, actor, input }) {
    const rows = await db
      .select()
      .from(savedView)
      .where(and(eq(savedView.principalId, actor.id), eq(savedView.page, input.page)))
      .orderBy(asc(savedView.name))
    return { items: rows.map(viewOf), nextCursor: null }
  },
})

/** Keeps a search under a name; one of the same name gives way. Others do not see it. */
export const saveView = defineCommand({
  name: 'save-view',
  summary: 'Save a search of a page under a name, for oneself',
  permission: 'self:write',
  input: saveViewInput,
  output: viewContract,
  rest: { method: 'POST', path: '/views', status: 201 },
  team: ofNoTeam,
  audit: ({ output, actor }) => ({ subject: `view:${output.id}`, under: [`principal:${actor.id}`], detail: { page: output.page } }),
  async run({ tx, actor, input, now }) {
    const { page, name, query } = input
    const [row] = await tx
      .insert(savedView)
      .values({ id: newId(), principalId: actor.id, page, name, query, createdAt: now })
      .onConflictDoUpdate({ target: [savedView.principalId, savedView.page, savedView.name], set: { query } })
      .returning()
    const [{ held }] = await tx
      .select({ held: count() })
      .from(savedView)
      .where(and(eq(savedView.principalId, actor.id), eq(savedView.page, page)))
    if (held > MOST) refuse('conflict', `At most ${MOST} views of a page are kept. Remove one first.`)
    return viewOf(found(row, 'such view'))
  },
})

export const removeView = defineCommand({
  name: 'remove-view',
  summary: 'Remove a search that one has saved',
  permission: 'self:write',
  input: z.object({ view: uuid }),
  output: viewContract,
  rest: { method: 'DELETE', path: '/views/{view}' },
  team: ofNoTeam,
  audit: ({ output, actor }) => ({ subject: `view:${output.id}`, under: [`principal:${actor.id}`], detail: { page: output.page } }),
  async run({ tx, actor, input }) {
    const [row] = await tx
      .delete(savedView)
      .where(and(eq(savedView.id, input.view), eq(savedView.principalId, actor.id)))
      .returning()
    return viewOf(found(row, 'such view'))
  },
})
