import { z } from 'zod'
import { decimal, instant, uuid, versionNumber } from './common.ts'
import { EVIDENCE_KINDS } from './evidence.ts'
import { REQUEST_STATES } from './governance.ts'
import { WINDOW_STATUSES } from './monitoring.ts'
import { LIFECYCLES, TENSOR_STATUSES } from './registry.ts'
import { DEPLOYMENT_STATES } from './serving.ts'
import { windowSize } from './windows.ts'

const figure = z.number().nullable()

/** One window of production, as far as a line over months needs it. */
export const healthWindow = z.object({
  id: uuid,
  deploymentId: uuid,
  version: versionNumber,
  size: windowSize,
  from: instant,
  to: instant,
  status: z.enum(WINDOW_STATUSES),
  /** Predicted rows in the log. */
  rows: z.number().int(),
  /** `feature` has the largest stability index of all that were compared; `verdict` is of inputs and scores together. */
  drift: z.object({ verdict: z.string(), feature: z.string().nullable(), psi: figure, compared: z.number().int(), drifted: z.number().int() }).nullable(),
  /** The headline metric, measured on the rows that have a label, and as it was expected before labels came. */
  performance: z
    .object({ n: z.number().int(), value: figure, lower: figure, upper: figure, estimate: figure, estimateLower: figure, estimateUpper: figure })
    .nullable(),
  /** Share of the measured rows that have a label. */
  coverage: figure,
  /** The protected attribute with the lowest ratio of selection rates, of those that are known. */
  fairness: z.object({ attribute: z.string(), value: z.number(), lower: figure, upper: figure }).nullable(),
  evidence: z.array(z.object({ id: uuid, kind: z.enum(EVIDENCE_KINDS) })),
  notMeasured: z.array(z.object({ kind: z.string(), detail: z.string() })),
})
export type HealthWindow = z.infer<typeof healthWindow>

export const modelHealthView = z.object({
  model: z.string(),
  team: z.string(),
  /** When the first of all that is told here happened. */
  since: instant,
  /** The headline metric of the windows; null while none was measured or estimated. */
  metric: z.string().nullable(),
  /** What the policy in force asks of versions; null where it asks nothing. */
  limits: z.object({ performance: figure, fairnessRatio: figure }),
  /** Oldest first. */
  windows: z.array(healthWindow),
  /** How many windows the range has; where not all are told, of each stretch of them the one that moved the most is. */
  windowsTotal: z.number().int(),
  /** The largest stability index over all time, in at most 160 stretches. */
  life: z.array(z.object({ from: instant, to: instant, psi: figure, drift: z.boolean() })),
  versions: z.array(z.object({ version: versionNumber, status: z.enum(TENSOR_STATUSES), lifecycle: z.enum(LIFECYCLES), createdAt: instant })),
  requests: z.array(z.object({ id: uuid, version: versionNumber, state: z.enum(REQUEST_STATES), openedAt: instant, closedAt: instant.nullable() })),
  grants: z.array(
    z.object({
      id: uuid,
      version: versionNumber,
      requestId: uuid,
      issuedAt: instant,
      expiresAt: instant,
      revokedAt: instant.nullable(),
      revokeReason: z.string().nullable(),
    }),
  ),
  deployments: z.array(
    z.object({ id: uuid, version: versionNumber, grantId: uuid, state: z.enum(DEPLOYMENT_STATES), createdAt: instant, endedAt: instant.nullable() }),
  ),
  /** The headline metric of each version as it was measured before approval: the newest such evidence. */
  evaluated: z.array(z.object({ version: versionNumber, evidenceId: uuid, value: figure, lower: figure, upper: figure })),
  /** Days with use, UTC, by when requests were received. */
  days: z.array(z.object({ day: z.iso.date(), amount: decimal, predictions: z.number().int() })),
  currency: z.string(),
})
export type ModelHealthView = z.infer<typeof modelHealthView>
