import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { principal } from '#drizzle/schema/identity.ts'
import { cardNarrative } from '#server/contracts/cards.ts'
import { actorRef, instant, page, pageQuery } from '#server/contracts/common.ts'
import { versionKey } from '#server/contracts/registry.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'

/** Every revision of a card with its whole text: what was written, by whom, when. */
export const listCardRevisions = defineQuery({
  name: 'list-card-revisions',
  summary: 'The revisions of a model card, newest first',
  permission: 'read',
  input: versionKey.extend(pageQuery.shape),
  output: page(z.object({ revision: z.number().int(), narrative: cardNarrative, writtenBy: actorRef, writtenAt: instant })),
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/card/revisions' },
  async run({ db, input }) {
    const { version } = await versionByKey(db, input)
    const after = decodeCursor(input.cursor, 1)
    const rows = await db
      .select({ held: cardRevision, writtenBy: { kind: principal.kind, id: principal.id, name: principal.name } })
      .from(cardRevision)
      .innerJoin(principal, eq(principal.id, cardRevision.createdBy))
      .where(and(eq(cardRevision.versionId, version.id), after ? lt(cardRevision.revision, Number(after[0])) : undefined))
      .orderBy(desc(cardRevision.revision))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [String(row.held.revision)],
      ({ held, writtenBy }) => ({ revision: held.revision, narrative: held.narrative, writtenBy, writtenAt: held.createdAt.toISOString() }),
    )
  },
})
