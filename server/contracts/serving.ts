import { z } from 'zod'
import { decimal, digest, instant, name, uuid, versionNumber } from './common.ts'
import { ENVIRONMENTS } from './governance.ts'
import { windowSize } from './windows.ts'

export const DEPLOYMENT_STATES = ['active', 'superseded', 'stopped'] as const
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number]

export const deploymentView = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  environment: z.string(),
  endpoint: z.string(),
  grantId: uuid,
  grantState: z.enum(['live', 'expired', 'revoked']),
  grantExpiresAt: instant,
  state: z.enum(DEPLOYMENT_STATES),
  windowSize,
  createdAt: instant,
  endedAt: instant.nullable(),
})
export type DeploymentView = z.infer<typeof deploymentView>
export const deployInput = z.object({
  model: name,
  version: versionNumber,
  environment: z.enum(ENVIRONMENTS, 'The environment is production.'),
  windowSize: windowSize.default('day'),
})

const tensor = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number()), data: z.array(z.unknown()) })
export const predictionView = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  servingDigest: digest,
  grantId: uuid,
  deploymentId: uuid,
  variant: z.string(),
  requestId: z.string().nullable(),
  rows: z.number().int(),
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  /** The score from which on the version decides positively; null where it decides nothing. */
  threshold: z.number().nullable(),
  entityIds: z.array(z.string()).optional(),
  receivedAt: instant,
  /** When the decision was made, as the client says; else `receivedAt`. */
  eventTime: instant,
  latencyMs: z.number(),
  executionProvider: z.string(),
  traceId: z.string(),
  cost: z.object({ amount: decimal, currency: z.string() }),
})
export type PredictionView = z.infer<typeof predictionView>

export const rowExplanation = z.object({
  method: z.string(),
  exact: z.boolean(),
  space: z.string(),
  baseline: z.object({ snapshotId: uuid, rows: z.number().int() }),
  evidenceId: uuid,
  baseValue: z.number(),
  attributions: z.array(
    z.object({
      feature: z.string(),
      value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
      contribution: z.number(),
      lower: z.number().optional(),
      upper: z.number().optional(),
    }),
  ),
  margin: z.number(),
  additivityError: z.number(),
  /** How large `additivityError` may be: what float32 sums in ONNX Runtime cost. Only where the model's file was read. */
  additivityBound: z.number().optional(),
  output: z.number(),
})
export type RowExplanation = z.infer<typeof rowExplanation>

/** A value of a feature as a caller writes it; null is missing. */
const featureValue = z.union([z.number(), z.string().max(10_000), z.boolean(), z.null()])
export const whatIfInput = z.object({ model: name, version: versionNumber, row: z.record(z.string().max(512), featureValue) })
export const whatIfAnswer = z.object({
  /** The score the version decides by, as ONNX Runtime returns it. */
  output: z.number(),
  /** Only where the version decides by a threshold. */
  decision: z.object({ positive: z.boolean(), threshold: z.number() }).optional(),
  explanation: rowExplanation,
})
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>

export const labelsInput = z.object({
  model: name,
  labels: z
    .array(
      z.object({
        entityId: z.string().max(512).optional(),
        predictionId: uuid.optional(),
        row: z.number().int().min(0).optional(),
        label: z.union([z.string().max(512), z.number(), z.boolean()]),
        /** Protected attributes of the row, for fairness in production where the model does not see them. */
        attributes: z.record(z.string().max(512), z.union([z.string().max(512), z.number(), z.boolean()])).optional(),
        observedAt: instant,
      }),
    )
    .max(10_000),
})
export type GivenLabel = z.output<typeof labelsInput>['labels'][number]
