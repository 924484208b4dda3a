import { bigint, date, index, integer, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns.ts'
import { principal } from './identity.ts'
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
