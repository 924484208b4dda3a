import { z } from 'zod'
import { digest, instant, uuid } from './common.ts'
import { windowSize } from './windows.ts'

export const EVIDENCE_KINDS = ['performance', 'data-quality', 'drift', 'fairness', 'explanation', 'card'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]
/** The kinds that a worker computes from snapshots. */
export const ASSESSED_KINDS = ['performance', 'data-quality', 'drift', 'fairness', 'explanation'] as const
export type AssessedKind = (typeof ASSESSED_KINDS)[number]

export const evidenceInput = z.object({ role: z.string(), snapshotId: uuid.optional(), digest })
export type EvidenceInput = z.infer<typeof evidenceInput>

/** Which window of production a piece of evidence is about. */
export const evidenceWindow = z.object({
  id: uuid,
  deploymentId: uuid,
  size: windowSize,
  from: instant,
  to: instant,
  revision: z.number().int(),
})

export const evidenceView = z.object({
  id: uuid,
  kind: z.enum(EVIDENCE_KINDS),
  subject: z.object({ model: z.string(), version: z.string(), artifactDigest: digest }),
  inputs: z.array(evidenceInput),
  parameters: z.record(z.string(), z.unknown()),
  kernelVersion: z.string(),
  result: z.record(z.string(), z.unknown()),
  digest,
  assessmentId: uuid.nullable(),
  /** Absent where it is about the version itself, as gates read it. */
  window: evidenceWindow.optional(),
  createdAt: instant,
})
export type EvidenceView = z.infer<typeof evidenceView>
