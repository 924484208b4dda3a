import { z } from 'zod'
import { DEPLOYMENT_STATES } from './serving.ts'
import { digest, instant, uuid, versionNumber } from './common.ts'
import { REQUEST_STATES } from './governance.ts'
import { LIFECYCLES, TENSOR_STATUSES } from './registry.ts'

/** One version from the rows it was trained on to what serves it: the newest request, grant and deployment. */
export const lineageLine = z.object({
  dataset: z.string().nullable(),
  snapshot: z.object({ id: uuid, rows: z.number().nullable(), digest: digest.nullable() }).nullable(),
  run: z.object({ name: z.string().nullable(), commit: z.string().nullable() }).nullable(),
  model: z.string(),
  version: versionNumber,
  status: z.enum(TENSOR_STATUSES),
  lifecycle: z.enum(LIFECYCLES),
  request: z.object({ id: uuid, state: z.enum(REQUEST_STATES), approvals: z.number().int(), requiredApprovals: z.number().int() }).nullable(),
  grant: z.object({ id: uuid, requestId: uuid, state: z.enum(['live', 'expired', 'revoked']), expiresAt: instant, revokedAt: instant.nullable() }).nullable(),
  deployment: z.object({ id: uuid, environment: z.string(), state: z.enum(DEPLOYMENT_STATES), createdAt: instant, endedAt: instant.nullable() }).nullable(),
})
export type LineageLine = z.infer<typeof lineageLine>

export const lineageView = z.object({
  lines: z.array(lineageLine),
  /** Versions made from the data set, also those that are not among the lines, and how many of them serve now. */
  versions: z.number().int(),
  models: z.number().int(),
  live: z.number().int(),
})
export type Lineage = z.infer<typeof lineageView>
