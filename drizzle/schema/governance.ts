import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ApprovalRule, AssessmentStatus, Gate, PolicyDocument, RequestState, RequestSubject, Verdict } from '#server/contracts/governance.ts'
import type { EvidenceInput, EvidenceKind } from '#server/contracts/evidence.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Role } from '#server/contracts/roles.ts'
import { createdAt, id, instant } from './columns.ts'
import { snapshot } from './datasets.ts'
import { principal } from './identity.ts'
import { modelVersion } from './registry.ts'

export const assessment = pgTable(
  'assessment',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    kinds: text('kinds').array().$type<EvidenceKind[]>().notNull(),
    evaluationSnapshotId: uuid('evaluation_snapshot_id')
      .notNull()
      .references(() => snapshot.id),
    referenceSnapshotId: uuid('reference_snapshot_id')
      .notNull()
      .references(() => snapshot.id),
    status: text('status').$type<AssessmentStatus>().notNull().default('pending'),
    progress: jsonb('progress').$type<{ done: number; total: number; step: string }>().notNull(),
    problem: jsonb('problem').$type<StoredProblem>(),
    /** Fencing token: only the newest attempt may write. */
    attempt: integer('attempt').notNull().default(0),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => principal.id),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
  },
  (t) => [index('assessment_version').on(t.versionId, t.createdAt)],
)

/** Immutable: a trigger refuses update and delete; a newer row supersedes an older one. */
export const evidence = pgTable(
  'evidence',
  {
    id: id(),
    kind: text('kind').$type<EvidenceKind>().notNull(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    artifactDigest: text('artifact_digest').notNull(),
    inputs: jsonb('inputs').$type<EvidenceInput[]>().notNull(),
    parameters: jsonb('parameters').$type<Record<string, unknown>>().notNull(),
    kernelVersion: text('kernel_version').notNull(),
    result: jsonb('result').$type<Record<string, unknown>>().notNull(),
    digest: text('digest').notNull(),
    assessmentId: uuid('assessment_id').references(() => assessment.id),
    /** Set when it is about a window of production: which one, and its how manieth assessment. Gates do not read it. */
    windowId: uuid('window_id'),
    windowRevision: integer('window_revision'),
    createdAt: createdAt(),
  },
  (t) => [
    index('evidence_version_kind').on(t.versionId, t.kind, t.createdAt),
    // What gates and lists read: windows bring a hundred times as much about the same version.
    index('evidence_about_version')
      .on(t.versionId, t.kind, t.createdAt)
      .where(sql`window_id is null`),
    unique('evidence_once').on(t.assessmentId, t.kind),
    unique('evidence_window_once').on(t.windowId, t.windowRevision, t.kind),
  ],
)

export const policy = pgTable('policy', {
  id: id(),
  revision: integer('revision').notNull().unique(),
  document: jsonb('document').$type<PolicyDocument>().notNull(),
  digest: text('digest').notNull(),
  createdBy: uuid('created_by').references(() => principal.id),
  createdAt: createdAt(),
})

export const approvalRequest = pgTable(
  'approval_request',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    environment: text('environment').notNull(),
    justification: text('justification').notNull(),
    subject: jsonb('subject').$type<RequestSubject>().notNull(),
    subjectDigest: text('subject_digest').notNull(),
    gates: jsonb('gates').$type<Gate[]>().notNull(),
    policyRevision: integer('policy_revision')
      .notNull()
      .references(() => policy.revision),
    rule: jsonb('rule').$type<ApprovalRule>().notNull(),
    state: text('state').$type<RequestState>().notNull().default('open'),
    openedBy: uuid('opened_by')
      .notNull()
      .references(() => principal.id),
    openedAt: instant('opened_at').notNull().defaultNow(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    index('approval_request_state').on(t.state, t.openedAt),
    index('approval_request_version').on(t.versionId, t.openedAt),
    uniqueIndex('approval_request_one_open')
      .on(t.versionId, t.environment)
      .where(sql`state = 'open'`),
  ],
)

export const decision = pgTable(
  'decision',
  {
    id: id(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequest.id),
    principalId: uuid('principal_id')
      .notNull()
      .references(() => principal.id),
    role: text('role').$type<Role>().notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    reason: text('reason').notNull(),
    subjectDigest: text('subject_digest').notNull(),
    decidedAt: instant('decided_at').notNull().defaultNow(),
  },
  (t) => [unique('decision_once').on(t.requestId, t.principalId)],
)

export const approvalGrant = pgTable(
  'approval_grant',
  {
    id: id(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => modelVersion.id),
    servingDigest: text('serving_digest').notNull(),
    environment: text('environment').notNull(),
    requestId: uuid('request_id')
      .notNull()
      .unique()
      .references(() => approvalRequest.id),
    issuedAt: instant('issued_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBy: uuid('revoked_by').references(() => principal.id),
    revokeReason: text('revoke_reason'),
  },
  (t) => [index('approval_grant_version').on(t.versionId, t.environment)],
)

/** What people say about a request; part of the record, so it cannot be edited later. */
export const requestComment = pgTable(
  'request_comment',
  {
    id: id(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequest.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => principal.id),
    role: text('role').$type<Role>().notNull(),
    body: text('body').notNull(),
    /** Whom the author asked to read it. */
    mentions: uuid('mentions').array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('request_comment_request').on(t.requestId, t.createdAt), index('request_comment_mentions').using('gin', t.mentions)],
)
