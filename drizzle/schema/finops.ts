import { sql } from 'drizzle-orm'
import { bigint, check, date, index, integer, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { principal, team } from './identity.ts'
import { model, modelVersion } from './registry.ts'

/** What an hour of a device costs from a moment on; rows are never changed, a later one takes over. */
export const price = pgTable(
  'price',
  {
    id: id(),
    executionProvider: text('execution_provider').notNull(),
    amountPerHour: numeric('amount_per_hour', { precision: 20, scale: 9 }).notNull(),
    currency: text('currency').notNull(),
    effectiveFrom: instant('effective_from').notNull(),
    createdBy: uuid('created_by').references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [index('price_provider_time').on(t.executionProvider, t.effectiveFrom)],
)

/** Device time and rows by day, version and price: everything a cost report adds up. */
export const usage = pgTable(
  'usage',
  {
    day: date('day', { mode: 'string' }).notNull(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    modelId: uuid('model_id')
      .notNull()
      .references(() => model.id),
    executionProvider: text('execution_provider').notNull(),
    priceId: uuid('price_id')
      .notNull()
      .references(() => price.id),
    predictions: bigint('predictions', { mode: 'number' }).notNull(),
    requests: bigint('requests', { mode: 'number' }).notNull(),
    deviceNs: numeric('device_ns', { precision: 40, scale: 0 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.versionId, t.executionProvider, t.priceId] }), index('usage_model_day').on(t.modelId, t.day)],
)

/** How far predictions have been rolled up into usage; one row. */
export const usageWatermark = pgTable('usage_watermark', {
  id: integer('id').primaryKey(),
  rolledUpTo: instant('rolled_up_to').notNull(),
})

/** What a month may cost from a day on: of everything, of a model or of a team; rows are never changed, a later one takes over. */
export const budget = pgTable(
  'budget',
  {
    id: id(),
    /** At most one of them: neither is everything. */
    modelId: uuid('model_id').references(() => model.id),
    teamId: uuid('team_id').references(() => team.id),
    /** Null: from this day on there is none. */
    amountPerMonth: numeric('amount_per_month', { precision: 20, scale: 9 }),
    currency: text('currency').notNull(),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    createdBy: uuid('created_by').references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [index('budget_scope').on(t.modelId, t.teamId, t.effectiveFrom), check('budget_one_scope', sql`num_nonnulls(${t.modelId}, ${t.teamId}) <= 1`)],
)
