import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { WindowStatus, WindowSummary } from '#server/contracts/monitoring.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { WindowSize } from '#server/contracts/windows.ts'
import { createdAt, id, instant } from './columns.ts'
import { snapshot } from './datasets.ts'
import { deployment } from './serving.ts'

/** A stretch of event time of a deployment's predictions, [from, to) in UTC: assessed once it is closed, again when its rows or labels change. */
export const monitoringWindow = pgTable(
  'monitoring_window',
  {
    id: id(),
    deploymentId: uuid('deployment_id')
      .notNull()
      .references(() => deployment.id),
    size: text('size').$type<WindowSize>().notNull(),
    from: instant('window_from').notNull(),
    to: instant('window_to').notNull(),
    status: text('status').$type<WindowStatus>().notNull().default('open'),
    /** Fencing token: only the newest attempt may write. */
    attempt: integer('attempt').notNull().default(0),
    /** How many times it has been assessed. */
    revision: integer('revision').notNull().default(0),
    /** Predicted rows and records of labels as they were last counted, and as the newest revision saw them. */
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    labels: bigint('labels', { mode: 'number' }).notNull().default(0),
    assessedRows: bigint('assessed_rows', { mode: 'number' }),
    assessedLabels: bigint('assessed_labels', { mode: 'number' }),
    referenceSnapshotId: uuid('reference_snapshot_id').references(() => snapshot.id),
    summary: jsonb('summary').$type<WindowSummary>(),
    problem: jsonb('problem').$type<StoredProblem>(),
    assessedAt: instant('assessed_at'),
    createdAt: createdAt(),
  },
  (t) => [unique('monitoring_window_once').on(t.deploymentId, t.size, t.from), index('monitoring_window_status').on(t.status, t.to)],
)

/** Up to which moment of receipt the log of a deployment was looked through for windows. */
export const monitoringCursor = pgTable(
  'monitoring_cursor',
  {
    deploymentId: uuid('deployment_id')
      .notNull()
      .references(() => deployment.id),
    size: text('size').$type<WindowSize>().notNull(),
    readUntil: instant('read_until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.deploymentId, t.size] })],
)
