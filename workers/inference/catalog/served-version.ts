import type { Decision, Signature } from '#server/contracts/registry.ts'

/** A version that may serve now: deployed, under a live grant. */
export interface ServedVersion {
  modelId: string
  modelName: string
  teamId: string
  versionId: string
  number: string
  servingDigest: string
  signature: Signature
  features: string[]
  decision: Decision | null
  /** From which score on it decides positively, as was known when its deployment was first read; null where it decides nothing. */
  threshold: number | null
  operators: string[]
  deploymentId: string
  grantId: string
  /** Epoch milliseconds from which on the grant no longer lives. */
  grantExpiresAt: number
}
