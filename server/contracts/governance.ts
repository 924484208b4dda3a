import { z } from 'zod'
import { actorRef, digest, freeText, instant, uuid, versionNumber } from './common.ts'
import { ASSESSED_KINDS, EVIDENCE_KINDS } from './evidence.ts'
import type { EvidenceKind } from './evidence.ts'
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

/** Reviewer, compliance officer and admin decide: a rule that asks for more different roles could never be met. */
const DECIDING_ROLES = 3
export const approvalRule = z
  .object({ approvals: z.number().int().min(1).max(5), distinctRoles: z.boolean() })
  .refine((rule) => !rule.distinctRoles || rule.approvals <= DECIDING_ROLES, {
    path: ['approvals'],
    error: `At most ${DECIDING_ROLES} different roles decide.`,
  })
export type ApprovalRule = z.infer<typeof approvalRule>

const gateName = (kind: EvidenceKind) =>
  z
    .string()
    .max(64)
    .regex(new RegExp(`^${kind}(-[a-z0-9]+)*$`), `The name begins with ${kind}, such as ${kind} or ${kind}-strict.`)

/** One rule over the newest evidence of its kind, thresholds as data; `fairness` makes a gate for each protected attribute. */
const gateRule = z.discriminatedUnion('kind', [
  z.strictObject({
    name: gateName('performance'),
    kind: z.literal('performance'),
    lowerBoundAbove: z.strictObject({ rocAuc: z.number().min(0).max(1), r2: z.number().max(1), accuracyOverMajorityShare: z.number().min(-1).max(1) }),
  }),
  z.strictObject({
    name: gateName('fairness'),
    kind: z.literal('fairness'),
    metric: z.enum(['demographicParityRatio', 'demographicParityDifference', 'equalOpportunityDifference', 'equalizedOddsDifference']),
    limit: z.number().min(0).max(1),
  }),
  z.strictObject({ name: gateName('drift'), kind: z.literal('drift'), failsAt: z.array(z.enum(['drift', 'too-small-to-matter'])).min(1) }),
  z.strictObject({ name: gateName('data-quality'), kind: z.literal('data-quality'), maximumBlockingFindings: z.number().int().min(0) }),
  z.strictObject({ name: gateName('explanation'), kind: z.literal('explanation'), mustBeExact: z.boolean() }),
  z.strictObject({ name: gateName('card'), kind: z.literal('card'), mustBeComplete: z.literal(true) }),
])

/** Risk appetite as data: which gates hold over which evidence, and who must sign at which tier. */
export const policyDocument = z.object({
  name: z.string(),
  gates: z
    .array(gateRule)
    .min(1, 'A policy has at least one gate.')
    .refine((gates) => new Set(gates.map((gate) => gate.name)).size === gates.length, 'Every gate has a name of its own.'),
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
  kinds: z
    .array(z.enum(ASSESSED_KINDS, `A kind is one of ${ASSESSED_KINDS.join(', ')}.`))
    .min(1)
    .max(ASSESSED_KINDS.length),
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
export const commentInput = z.object({
  request: uuid,
  body: freeText(5000).trim().min(1, 'A comment says something.'),
  mentions: z.array(uuid).max(20, 'At most 20 people are mentioned in a comment.').default([]),
})
export const commentView = z.object({
  id: uuid,
  author: actorRef,
  role: z.enum(ROLES),
  body: z.string(),
  mentions: z.array(z.object({ id: uuid, name: z.string() })),
  createdAt: instant,
})
export type CommentView = z.infer<typeof commentView>

/** Why something is in a person's inbox: theirs to decide, mentioned, answered on their request, their request was decided, a grant ends. */
export const INBOX_KINDS = ['decide', 'mention', 'comment', 'decided', 'expiring'] as const
export const inboxItem = z.object({
  id: z.string(),
  kind: z.enum(INBOX_KINDS),
  /** When it came up; of a grant, when it ends. */
  at: instant,
  model: z.string(),
  version: versionNumber,
  requestId: uuid,
  by: z.string().nullable(),
  text: z.string().nullable(),
})
export type InboxItem = z.infer<typeof inboxItem>
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
