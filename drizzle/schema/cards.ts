import { integer, jsonb, pgTable, unique, uuid } from 'drizzle-orm/pg-core'
import type { CardNarrative } from '#server/contracts/cards.ts'
import { createdAt, id } from './columns.ts'
import { principal } from './identity.ts'
import { modelVersion } from './registry.ts'

export const cardRevision = pgTable(
  'card_revision',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    revision: integer('revision').notNull(),
    narrative: jsonb('narrative').$type<CardNarrative>().notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [unique('card_revision_number').on(t.versionId, t.revision)],
)
