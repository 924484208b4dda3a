import { z } from 'zod'
import { instant, uuid, versionNumber } from './common.ts'
import { gateView } from './governance.ts'
import { RISK_TIERS } from './risk.ts'

const measure = z.union([z.object({ value: z.number(), lower: z.number(), upper: z.number() }), z.object({ undefined: z.string() })]).nullable()
const groupRate = z.object({ group: z.string(), n: z.number(), rate: z.number() }).nullable()

export const driftSummary = z.object({
  verdict: z.string(),
  referenceRows: z.number(),
  currentRows: z.number(),
  counts: z.object({ drift: z.number(), small: z.number(), stable: z.number(), unjudged: z.number() }),
  worst: z.array(z.object({ feature: z.string(), verdict: z.string(), detail: z.string(), psi: z.number().nullable(), movedShare: z.number().nullable() })),
})

export const fairnessSummary = z.object({
  n: z.number(),
  minimumGroup: z.number(),
  attributes: z.array(z.object({ attribute: z.string(), groups: z.number(), ratio: measure, difference: measure, lowest: groupRate, highest: groupRate })),
})

/** A version that serves or would be next, with the newest evidence of one kind about it. */
export const newestEvidenceView = z.object({
  model: z.string(),
  version: versionNumber,
  team: z.string(),
  riskTier: z.enum(RISK_TIERS),
  live: z.boolean(),
  /** The attributes that the dataset declares as protected. */
  protectedAttributes: z.array(z.string()),
  /** What the policy in force says of it: the gates over this kind. */
  gates: z.array(gateView),
  evidence: z.object({ id: uuid, createdAt: instant }).nullable(),
  drift: driftSummary.nullable(),
  fairness: fairnessSummary.nullable(),
})
export type NewestEvidenceView = z.infer<typeof newestEvidenceView>
