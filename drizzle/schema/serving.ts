import { sql } from 'drizzle-orm'
import { bigint, doublePrecision, index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { WindowSize } from '#server/contracts/windows.ts'
import type { DeploymentState, RowExplanation } from '#server/contracts/serving.ts'
import { createdAt, id, instant, jsonText } from './columns.ts'
import { approvalGrant } from './governance.ts'
import { principal } from './identity.ts'
import { model, modelVersion } from './registry.ts'

export const deployment = pgTable(
  'deployment',
  {
    id: id(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => model.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    environment: text('environment').notNull(),
    grantId: uuid('grant_id')
      .notNull()
      .references(() => approvalGrant.id),
    state: text('state').$type<DeploymentState>().notNull().default('active'),
    /** How long the windows are in which its predictions are assessed. */
    windowSize: text('window_size').$type<WindowSize>().notNull().default('day'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('deployment_version').on(t.versionId),
    uniqueIndex('deployment_one_active')
      .on(t.modelId, t.environment)
      .where(sql`state = 'active'`),
  ],
)

/**
 * One inference request of one or more rows; its grant is a foreign key, so an unapproved one cannot be recorded.
 * Model and version follow from the deployment; they are kept without keys of their own to check per row.
 */
export const prediction = pgTable(
  'prediction',
  {
    id: id(),
    modelId: uuid('model_id').notNull(),
    versionId: uuid('version_id').notNull(),
    deploymentId: uuid('deployment_id')
      .notNull()
      .references(() => deployment.id),
    grantId: uuid('grant_id')
      .notNull()
      .references(() => approvalGrant.id),
    servingDigest: text('serving_digest').notNull(),
    variant: text('variant').notNull(),
    requestId: text('request_id'),
    rows: integer('rows').notNull(),
    /** JSON array of protocol tensors as received, entity_id left out. */
    inputs: jsonText('inputs').notNull(),
    outputs: jsonText('outputs').notNull(),
    entityIds: text('entity_ids').array(),
    receivedAt: instant('received_at').notNull(),
    /** When the decision was made, as the client says; when the request was received where it does not. */
    eventTime: instant('event_time').notNull(),
    latencyUs: integer('latency_us').notNull(),
    deviceNs: bigint('device_ns', { mode: 'bigint' }).notNull(),
    executionProvider: text('execution_provider').notNull(),
    traceId: text('trace_id').notNull(),
    principalId: uuid('principal_id').notNull(),
    /** Lowest and highest decision score of its rows and how many were decided positive; null where there is none, or from before it was kept. */
    scoreLow: doublePrecision('score_low'),
    scoreHigh: doublePrecision('score_high'),
    positives: integer('positives'),
    /** Score and decision of a single row as a place in bands (`decidedBand`): each band is a short list in order of time. */
    scoreBand: smallint('score_band'),
  },
  (t) => [
    index('prediction_deployment_time').on(t.deploymentId, t.receivedAt),
    index('prediction_deployment_event').on(t.deploymentId, t.eventTime),
    index('prediction_score')
      .on(t.deploymentId, t.scoreBand, t.eventTime)
      .where(sql`score_band is not null`),
    index('prediction_scored_batch')
      .on(t.deploymentId, t.eventTime)
      .where(sql`score_band is null and score_low is not null`),
    index('prediction_entity')
      .using('gin', t.entityIds)
      .where(sql`entity_ids is not null`),
  ],
)

export const predictionExplanation = pgTable(
  'prediction_explanation',
  {
    predictionId: uuid('prediction_id')
      .notNull()
      .references(() => prediction.id),
    row: integer('row').notNull(),
    evidenceId: uuid('evidence_id').notNull(),
    explanation: jsonb('explanation').$type<RowExplanation>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.predictionId, t.row, t.evidenceId] })],
)

/** What turned out to be true for one predicted row; a later, different label is a new row (a revision). */
export const label = pgTable(
  'label',
  {
    id: id(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => model.id),
    predictionId: uuid('prediction_id')
      .notNull()
      .references(() => prediction.id),
    row: integer('row').notNull(),
    label: text('label').notNull(),
    /** Protected attributes of the row, where they come with the label: no model sees them. */
    attributes: jsonb('attributes').$type<Record<string, string>>(),
    observedAt: instant('observed_at').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('label_once').on(t.predictionId, t.row, t.label, t.observedAt), index('label_model_time').on(t.modelId, t.receivedAt)],
)
