import { z } from 'zod'
import { actorRef, digest, freeText, instant, name, uuid, versionNumber } from './common.ts'
import { intakeProblem } from './problems.ts'
import { EXPOSURES, PURPOSES, RISK_TIERS } from './risk.ts'

export const TENSOR_STATUSES = ['pending', 'processing', 'ready', 'failed'] as const
export type TensorStatus = (typeof TENSOR_STATUSES)[number]
export const LIFECYCLES = ['registered', 'in-review', 'approved', 'live', 'retired'] as const
export type Lifecycle = (typeof LIFECYCLES)[number]

export const tags = z.record(z.string().min(1).max(250), z.string().max(5000))

/** Which column of which output is the score, and from which score on the decision is positive. */
export const decisionSchema = z.object({
  output: z.string().min(1).max(512),
  class: z.number().int().min(0).max(9999).optional(),
  threshold: z.number().optional(),
})
export type Decision = z.infer<typeof decisionSchema>

export const tensorSchema = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number().int()) })
export type TensorDeclaration = z.infer<typeof tensorSchema>
export const signatureSchema = z.object({ inputs: z.array(tensorSchema), outputs: z.array(tensorSchema) })
export type Signature = z.infer<typeof signatureSchema>

export const intakeFinding = z.object({ code: z.string(), severity: z.enum(['warning', 'blocking']), detail: z.string() })
export type IntakeFinding = z.infer<typeof intakeFinding>

export const modelView = z.object({
  id: uuid,
  name: z.string(),
  team: z.string(),
  description: z.string(),
  purpose: z.enum(PURPOSES),
  exposure: z.enum(EXPOSURES),
  riskTier: z.enum(RISK_TIERS),
  tags,
  aliases: z.record(z.string(), versionNumber),
  createdAt: instant,
  createdBy: actorRef,
})
export type ModelView = z.infer<typeof modelView>

export const versionView = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  status: z.enum(TENSOR_STATUSES),
  lifecycle: z.enum(LIFECYCLES),
  description: z.string(),
  dataset: z.string().nullable(),
  features: z.array(z.string()),
  decision: decisionSchema.nullable(),
  trainingSnapshot: uuid.nullable(),
  parentVersion: versionNumber.nullable(),
  sourceRun: z.string().nullable(),
  sourceCommit: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.unknown()),
  tags,
  artifactDigest: digest.nullable(),
  servingDigest: digest.nullable(),
  sizeBytes: z.number().nullable(),
  signature: signatureSchema.nullable(),
  operators: z.array(z.string()),
  opsets: z.record(z.string(), z.number()),
  findings: z.array(intakeFinding),
  problem: intakeProblem.nullable(),
  createdAt: instant,
  createdBy: actorRef,
})
export type VersionView = z.infer<typeof versionView>

export const createModelInput = z.object({
  name,
  team: name,
  description: freeText(10_000),
  purpose: z.enum(PURPOSES, `A purpose is one of ${PURPOSES.join(', ')}.`),
  exposure: z.enum(EXPOSURES, `An exposure is one of ${EXPOSURES.join(', ')}.`),
  tags: tags.optional(),
})

export const createVersionInput = z.object({
  model: name,
  description: freeText(10_000).optional(),
  dataset: name.optional(),
  features: z.array(z.string().min(1).max(512)).max(10_000).default([]),
  decision: decisionSchema.optional(),
  trainingSnapshot: uuid.optional(),
  parentVersion: versionNumber.optional(),
  sourceRun: freeText(500).optional(),
  sourceCommit: freeText(200).optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  metrics: z.record(z.string(), z.unknown()).optional(),
  tags: tags.optional(),
})

export const versionKey = z.object({ model: name, version: versionNumber })
