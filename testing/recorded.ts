import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { prediction } from '#drizzle/schema/serving.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { NO_SCORES } from '#server/kernel/scores/summarise-scores.ts'
import type { ScoreSummary } from '#server/kernel/scores/summarise-scores.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from './registry.ts'
import type { ReadyVersion } from './registry.ts'

/** A version in production, without a file that could be run. */
export interface Deployed extends ReadyVersion {
  modelId: string
  deploymentId: string
  grantId: string
}

/** A version of a new model with evidence that passes. */
export async function readyWithEvidence(runtime: Runtime, engineer: Actor): Promise<ReadyVersion> {
  const subject = await readyVersion(runtime, engineer)
  await bringEvidence(runtime, engineer, subject)
  return subject
}

/** Has a version approved by everybody whose decision its tier asks for, and deploys it. */
export async function deployed(runtime: Runtime, engineer: Actor, approvers: readonly Actor[], subject: ReadyVersion): Promise<Deployed> {
  const request = await openRequest(runtime, engineer, subject)
  for (const approver of approvers) await decideOn(runtime, approver, request)
  const live = await runOperation(
    runtime,
    servingOperations.deploy,
    { actor: engineer },
    { model: subject.model, version: subject.version, environment: 'production' },
  )
  const { rows } = await runtime.db.execute<{ id: string }>(sql`select id from model where name = ${subject.model}`)
  return { ...subject, modelId: rows[0]?.id ?? '', deploymentId: live.id, grantId: live.grantId }
}

/** What a test says of the predictions it records; an event is when the request is received where it does not. */
export interface Recorded {
  rows?: number
  inputs?: string
  outputs?: string
  entityIds?: string[]
  latencyUs?: number
  eventTime?: Date
  scores?: ScoreSummary
}

/** Predictions as the inference worker would have recorded them, one a moment of receipt; resolves to their ids. */
export async function recordPredictions(
  runtime: Runtime,
  live: Deployed,
  by: Actor,
  at: readonly Date[],
  { rows = 1, inputs = '[]', outputs = '[]', entityIds, latencyUs, eventTime, scores = NO_SCORES }: Recorded = {},
): Promise<string[]> {
  const made = at.map((receivedAt, i) => ({
    id: v7({ msecs: receivedAt.getTime(), seq: i }),
    modelId: live.modelId,
    versionId: live.id,
    deploymentId: live.deploymentId,
    grantId: live.grantId,
    servingDigest: live.servingDigest,
    variant: 'primary',
    rows,
    inputs,
    outputs,
    entityIds: entityIds ?? null,
    receivedAt,
    eventTime: eventTime ?? receivedAt,
    latencyUs: latencyUs ?? 1000 * (i + 1),
    deviceNs: 1_000_000n,
    executionProvider: 'cpu',
    traceId: '0'.repeat(32),
    principalId: by.id,
    scoreLow: scores.low,
    scoreHigh: scores.high,
    positives: scores.positives,
    scoreBand: scores.band,
  }))
  await runtime.db.insert(prediction).values(made)
  return made.map((row) => row.id)
}
