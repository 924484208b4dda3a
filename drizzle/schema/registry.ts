import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Decision, IntakeFinding, Lifecycle, Signature, TensorStatus } from '#server/contracts/registry.ts'
import type { Exposure, Purpose, RiskTier } from '#server/contracts/risk.ts'
import type { IntakeProblem } from '#server/contracts/problems.ts'
import { createdAt, id } from './columns.ts'
import { dataset, snapshot } from './datasets.ts'
import { principal, team } from './identity.ts'

export const model = pgTable(
  'model',
  {
    id: id(),
    name: text('name').notNull().unique(),
    teamId: uuid('team_id')
      .notNull()
      .references(() => team.id),
    description: text('description').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull(),
    exposure: text('exposure').$type<Exposure>().notNull(),
    riskTier: text('risk_tier').$type<RiskTier>().notNull(),
    tags: jsonb('tags').$type<Record<string, string>>().notNull().default({}),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [index('model_team').on(t.teamId), index('model_created').on(t.createdAt, t.id)],
)

export const modelVersion = pgTable(
  'model_version',
  {
    id: id(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => model.id),
    number: integer('number').notNull(),
    status: text('status').$type<TensorStatus>().notNull().default('pending'),
    lifecycle: text('lifecycle').$type<Lifecycle>().notNull().default('registered'),
    description: text('description').notNull().default(''),
    datasetId: uuid('dataset_id').references(() => dataset.id),
    features: text('features').array().notNull().default([]),
    decision: jsonb('decision').$type<Decision>(),
    trainingSnapshotId: uuid('training_snapshot_id').references(() => snapshot.id),
    parentVersionId: uuid('parent_version_id'),
    sourceRun: text('source_run'),
    sourceCommit: text('source_commit'),
    parameters: jsonb('parameters').$type<Record<string, unknown>>().notNull().default({}),
    metrics: jsonb('metrics').$type<Record<string, unknown>>().notNull().default({}),
    tags: jsonb('tags').$type<Record<string, string>>().notNull().default({}),
    artifactDigest: text('artifact_digest'),
    servingDigest: text('serving_digest'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    signature: jsonb('signature').$type<Signature>(),
    operators: text('operators').array().notNull().default([]),
    opsets: jsonb('opsets').$type<Record<string, number>>().notNull().default({}),
    findings: jsonb('findings').$type<IntakeFinding[]>().notNull().default([]),
    problem: jsonb('problem').$type<IntakeProblem>(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
  },
  (t) => [unique('model_version_number').on(t.modelId, t.number), index('model_version_created').on(t.createdAt, t.id)],
)

export const modelAlias = pgTable(
  'model_alias',
  {
    modelId: uuid('model_id')
      .notNull()
      .references(() => model.id),
    alias: text('alias').notNull(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.modelId, t.alias] })],
)
