import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns.ts'

export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    principalId: uuid('principal_id').notNull(),
    key: text('key').notNull(),
    operation: text('operation').notNull(),
    requestDigest: text('request_digest').notNull(),
    response: jsonb('response').$type<unknown>(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.principalId, t.key] }), index('idempotency_key_created').on(t.createdAt)],
)

export const workerHeartbeat = pgTable('worker_heartbeat', {
  name: text('name').primaryKey(),
  pid: integer('pid').notNull(),
  startedAt: instant('started_at').notNull(),
  beatAt: instant('beat_at').notNull(),
  detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
})
