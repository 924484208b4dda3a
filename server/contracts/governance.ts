import { z } from 'zod'
import { actorRef, digest, freeText, instant, uuid, versionNumber } from './common.ts'
import { ASSESSED_KINDS, EVIDENCE_KINDS } from './evidence.ts'
import { storedProblem } from './problems.ts'
import { versionKey } from './registry.ts'
import { RISK_TIERS } from './risk.ts'
import { ROLES } from './roles.ts'

export const ASSESSMENT_STATUSES = ['pending', 'processing', 'failed', 'succeeded'] as const
export type AssessmentStatus = (typeof ASSESSMENT_STATUSES)[number]
export const REQUEST_STATES = ['open', 'approved', 'rejected', 'withdrawn'] as const
export type RequestState = (typeof REQUEST_STATES)[number]
export const VERDICTS = ['approve', 'reject'] as const
export type Verdict = (typeof VERDICTS)[number]
export const GATE_STATES = ['pass', 'fail', 'inconclusive'] as const
export type GateState = (typeof GATE_STATES)[number]
export const ENVIRONMENTS = ['production'] as const

export const gateView = z.object({
  name: z.string(),
  kind: z.enum(EVIDENCE_KINDS),
  state: z.enum(GATE_STATES),
  detail: z.string(),
  evidenceId: uuid.nullable(),
  blocks: z.boolean(),
  measured: z.string().optional(),
  threshold: z.string().optional(),
})
export type Gate = z.infer<typeof gateView>

export const approvalRule = z.object({ approvals: z.number().int().min(1).max(5), distinctRoles: z.boolean() })
export type ApprovalRule = z.infer<typeof approvalRule>

/** Risk appetite as data: which gates hold over which evidence, and who must sign at which tier. */
export const policyDocument = z.object({
  name: z.string(),
  gates: z.array(z.looseObject({ name: z.string(), kind: z.enum(EVIDENCE_KINDS) })),
  approval: z.record(z.enum(RISK_TIERS), approvalRule),
  evidenceMaxAgeDays: z.number().int().min(1),
  inconclusiveBlocksAt: z.array(z.enum(RISK_TIERS)),
  grantDays: z.number().int().min(1),
})
export type PolicyDocument = z.infer<typeof policyDocument>

/** What an approval is a statement over; its canonical JSON is hashed into the subject digest. */
export const requestSubject = z.object({
  model: z.string(),
  version: versionNumber,
  artifactDigest: digest,
  servingDigest: digest,
  environment: z.string(),
  policyRevision: z.number().int(),
  policyDigest: digest,
  cardRevision: z.number().int().nullable(),
  evidence: z.array(z.object({ id: uuid, kind: z.string(), digest })),
})
export type RequestSubject = z.infer<typeof requestSubject>

export const assessmentView = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  kinds: z.array(z.enum(ASSESSED_KINDS)),
  evaluation: uuid,
  reference: uuid,
  status: z.enum(ASSESSMENT_STATUSES),
  progress: z.object({ done: z.number(), total: z.number(), step: z.string() }),
  evidence: z.array(z.object({ id: uuid, kind: z.enum(EVIDENCE_KINDS) })),
  problem: storedProblem.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export const startAssessmentInput = versionKey.extend({
  kinds: z.array(z.enum(ASSESSED_KINDS, `A kind is one of ${ASSESSED_KINDS.join(', ')}.`)).min(1).max(ASSESSED_KINDS.length),
  evaluation: uuid,
  reference: uuid,
})

export const decisionView = z.object({
  actor: actorRef,
  role: z.enum(ROLES),
  decision: z.enum(VERDICTS),
  reason: z.string(),
  at: instant,
})
export const requestView = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  riskTier: z.enum(RISK_TIERS),
  environment: z.string(),
  justification: z.string(),
  state: z.enum(REQUEST_STATES),
  subject: requestSubject,
  subjectDigest: digest,
  requiredApprovals: z.number().int(),
  distinctRoles: z.boolean(),
  gates: z.array(gateView),
  decisions: z.array(decisionView),
  openedBy: actorRef,
  openedAt: instant,
  closedAt: instant.nullable(),
  policyRevision: z.number().int(),
  grantId: uuid.optional(),
})
export type RequestView = z.infer<typeof requestView>

export const openRequestInput = versionKey.extend({
  environment: z.enum(ENVIRONMENTS, 'The environment is production.'),
  justification: freeText(10_000).min(1, 'Say in a sentence why this version should go live.'),
})
export const decideInput = z.object({
  request: uuid,
  decision: z.enum(VERDICTS, 'A decision is approve or reject.'),
  reason: freeText(10_000).min(1, 'A decision needs a reason.'),
  subjectDigest: digest,
})
export const grantView = z.object({
  id: uuid,
  model: z.string(),
  version: versionNumber,
  servingDigest: digest,
  environment: z.string(),
  requestId: uuid,
  issuedAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  revokeReason: z.string().nullable(),
  state: z.enum(['live', 'expired', 'revoked']),
})
