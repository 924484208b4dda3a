import { z } from 'zod'
import { STANDINGS } from '#server/kernel/governance/standing.ts'
import { instant, uuid, versionNumber } from './common.ts'
import { gateView } from './governance.ts'
import { LIFECYCLES, TENSOR_STATUSES } from './registry.ts'
import { EXPOSURES, PURPOSES, RISK_TIERS } from './risk.ts'

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
  /** Rows predicted in the last seven days, today included. */
  predictions: z.number().int(),
  changedAt: instant,
})
export type StandingView = z.infer<typeof standingView>
