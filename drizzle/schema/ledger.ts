import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ActorKind } from '#server/contracts/actor.ts'
import { bytea, createdAt, id, instant } from './columns.ts'

/** Written in the transaction it reports; the application's role may insert and select, nothing else. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: id(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').$type<ActorKind>().notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    operation: text('operation').notNull(),
    subject: text('subject').notNull(),
    /** The subject and everything above it, for questions like "all that happened under this model". */
    subjects: text('subjects').array().notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
    /** The hashed bytes: canonical JSON with event id and operation, no personal data. */
    leaf: bytea('leaf').notNull(),
  },
  (t) => [index('audit_event_subjects').using('gin', t.subjects), index('audit_event_at').on(t.at)],
)

/** Events that wait for their leaf index; filled by a trigger, emptied by the sequencer. */
export const ledgerPending = pgTable('ledger_pending', {
  eventId: uuid('event_id')
    .primaryKey()
    .references(() => auditEvent.id),
})

export const ledgerEntry = pgTable('ledger_entry', {
  leafIndex: bigint('leaf_index', { mode: 'number' }).primaryKey(),
  eventId: uuid('event_id')
    .notNull()
    .unique()
    .references(() => auditEvent.id),
  leafHash: bytea('leaf_hash').notNull(),
})

/** Roots of complete subtrees: level 1 covers two leaves, level k covers 2^k. */
export const ledgerNode = pgTable(
  'ledger_node',
  {
    level: integer('level').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    hash: bytea('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.index] })],
)

export const ledgerCheckpoint = pgTable('ledger_checkpoint', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  rootHash: text('root_hash').notNull(),
  note: text('note').notNull(),
  verifierKey: text('verifier_key').notNull(),
  createdAt: createdAt(),
})
