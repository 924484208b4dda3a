import { z } from 'zod'
import { FURTHER_TESTS } from '#server/kernel/drift/tests/further-tests.ts'
import { COLUMN_TYPES } from '#server/kernel/table/column.ts'
import { actorRef, digest, freeText, instant, name, uuid } from './common.ts'
import { storedProblem } from './problems.ts'

export const SNAPSHOT_ROLES = ['training', 'reference', 'evaluation', 'production'] as const
export type SnapshotRole = (typeof SNAPSHOT_ROLES)[number]
export const SNAPSHOT_FORMATS = ['csv', 'parquet'] as const
export type SnapshotFormat = (typeof SNAPSHOT_FORMATS)[number]
export const SNAPSHOT_STATUSES = ['pending', 'processing', 'ready', 'failed'] as const
export type SnapshotStatus = (typeof SNAPSHOT_STATUSES)[number]

const column = z.string().min(1).max(512)
const labelValue = z.union([z.string(), z.number(), z.boolean()])

/** What every value of a column should be; missing ones are looked at by `not-null` alone. Times in epoch milliseconds. */
const expectation = z.discriminatedUnion('kind', [
  z.object({ column, kind: z.enum(['not-null', 'unique', 'not-decreasing']) }),
  z.object({ column, kind: z.literal('range'), min: z.number().optional(), max: z.number().optional() }),
  z.object({ column, kind: z.literal('in-set'), values: z.array(z.string().max(256)).min(1).max(1000) }),
  z.object({ column, kind: z.literal('length'), shortest: z.number().int().min(0).optional(), longest: z.number().int().min(0).optional() }),
])

export const datasetSchema = z.object({
  label: column.optional(),
  positiveLabel: labelValue.optional(),
  favourableOutcome: labelValue.optional(),
  entityId: column.optional(),
  timestamp: column.optional(),
  protectedAttributes: z.array(column).max(100).default([]),
  features: z.array(column).max(10_000).default([]),
  categorical: z.array(column).max(10_000).optional(),
  expectations: z.array(expectation).max(1000).optional(),
  /** Tests of each feature to make beside those that decide about drift. */
  driftTests: z.array(z.enum(FURTHER_TESTS)).max(FURTHER_TESTS.length).optional(),
})
export type DatasetSchema = z.infer<typeof datasetSchema>

export const snapshotColumn = z.object({
  name: z.string(),
  type: z.enum(COLUMN_TYPES),
  missing: z.number().int(),
  profile: z.record(z.string(), z.unknown()).optional(),
})
export type SnapshotColumn = z.infer<typeof snapshotColumn>
export const snapshotFinding = z.object({
  code: z.string(),
  column: z.string().optional(),
  detail: z.string(),
  severity: z.enum(['blocking', 'warning']),
})
export type SnapshotFinding = z.infer<typeof snapshotFinding>

export const datasetView = z.object({
  id: uuid,
  name: z.string(),
  team: z.string(),
  description: z.string(),
  schema: datasetSchema,
  createdAt: instant,
  createdBy: actorRef,
})
export type DatasetView = z.infer<typeof datasetView>

export const period = z.object({ from: instant, to: instant })
export const snapshotView = z.object({
  id: uuid,
  dataset: z.string(),
  role: z.enum(SNAPSHOT_ROLES),
  format: z.enum(SNAPSHOT_FORMATS),
  period: period.nullable(),
  status: z.enum(SNAPSHOT_STATUSES),
  rows: z.number().nullable(),
  digest: digest.nullable(),
  sizeBytes: z.number().nullable(),
  columns: z.array(snapshotColumn).nullable(),
  findings: z.array(snapshotFinding),
  problem: storedProblem.nullable(),
  createdAt: instant,
  createdBy: actorRef,
})
export type SnapshotView = z.infer<typeof snapshotView>

export const createDatasetInput = z.object({
  name,
  team: name,
  description: freeText(10_000).optional(),
  schema: datasetSchema,
})
export const createSnapshotInput = z.object({
  dataset: name,
  role: z.enum(SNAPSHOT_ROLES, `A role is one of ${SNAPSHOT_ROLES.join(', ')}.`),
  format: z.enum(SNAPSHOT_FORMATS, 'A format is csv or parquet.'),
  period: period.optional(),
})
