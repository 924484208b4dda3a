import { z } from 'zod'
import { PERFORMANCE_READINGS } from '#server/kernel/governance/production-reading.ts'
import { STANDINGS } from '#server/kernel/governance/standing.ts'
import { instant, uuid, versionNumber } from './common.ts'
import { gateView } from './governance.ts'
import { LIFECYCLES, TENSOR_STATUSES } from './registry.ts'
import { EXPOSURES, PURPOSES, RISK_TIERS } from './risk.ts'
import { windowSize } from './windows.ts'

const period = { evidenceId: uuid, from: instant, to: instant, size: windowSize }

/** What the newest windows of production say of a live version; null: none is measured yet. */
export const productionView = z.object({
  drift: z.object({ ...period, verdict: z.string(), drifted: z.number().int(), judged: z.number().int() }).nullable(),
  /** Of the newest window with enough labels: the measure of the task, and what was to be expected from the scores alone. */
  performance: z
    .object({
      ...period,
      metric: z.string(),
      value: z.number(),
      lower: z.number(),
      upper: z.number(),
      expected: z.number().nullable(),
      labelled: z.number().int(),
      reading: z.enum(PERFORMANCE_READINGS),
    })
    .nullable(),
})
export type ProductionView = z.infer<typeof productionView>

/** A model with what a person asks of it first: what is live, is it allowed, what is next. */
export const standingView = z.object({
  model: z.string(),
  team: z.string(),
  purpose: z.enum(PURPOSES),
  exposure: z.enum(EXPOSURES),
  riskTier: z.enum(RISK_TIERS),
  createdBy: z.string(),
  standing: z.enum(STANDINGS),
  live: z
    .object({
      version: versionNumber,
      deploymentId: uuid,
      since: instant,
      grantId: uuid,
      grantState: z.enum(['live', 'expired', 'revoked']),
      grantUntil: instant,
      grantEndedAt: instant.nullable(),
    })
    .nullable(),
  newest: z.object({ version: versionNumber, lifecycle: z.enum(LIFECYCLES), status: z.enum(TENSOR_STATUSES), createdAt: instant }).nullable(),
  /** The newest request about the newest version. */
  request: z.object({ id: uuid, state: z.enum(['open', 'approved', 'rejected', 'withdrawn']) }).nullable(),
  /** How the gates of the policy in force stand for the live version, or for the newest when none is live. */
  gates: z.array(gateView),
  /** Of the deployment that is live; null: nothing is live. */
  production: productionView.nullable(),
  /** Rows predicted in the last seven days, today included. */
  predictions: z.number().int(),
  changedAt: instant,
})
export type StandingView = z.infer<typeof standingView>
