import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { DatasetSchema, SnapshotColumn, SnapshotFinding, SnapshotFormat, SnapshotRole, SnapshotStatus } from '#server/contracts/datasets.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import { createdAt, id, instant } from './columns.ts'
import { principal, team } from './identity.ts'

export const dataset = pgTable(
  'dataset',
  {
    id: id(),
    name: text('name').notNull().unique(),
    teamId: uuid('team_id')
      .notNull()
      .references(() => team.id),
    description: text('description').notNull().default(''),
    schema: jsonb('schema').$type<DatasetSchema>().notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [index('dataset_created').on(t.createdAt, t.id)],
)

export const snapshot = pgTable(
  'snapshot',
  {
    id: id(),
    datasetId: uuid('dataset_id')
      .notNull()
      .references(() => dataset.id),
    role: text('role').$type<SnapshotRole>().notNull(),
    format: text('format').$type<SnapshotFormat>().notNull(),
    periodFrom: instant('period_from'),
    periodTo: instant('period_to'),
    status: text('status').$type<SnapshotStatus>().notNull().default('pending'),
    rows: bigint('rows', { mode: 'number' }),
    digest: text('digest'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    columns: jsonb('columns').$type<SnapshotColumn[]>(),
    findings: jsonb('findings').$type<SnapshotFinding[]>().notNull().default([]),
    problem: jsonb('problem').$type<StoredProblem>(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [index('snapshot_dataset').on(t.datasetId, t.createdAt)],
)
