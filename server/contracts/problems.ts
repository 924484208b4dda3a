import { z } from 'zod'

/** Every way in which an operation can refuse: a stable slug, an HTTP status, a title. */
export const PROBLEMS = {
  'malformed-request': [400, 'The request could not be read'],
  unauthenticated: [401, 'A valid key or session is needed'],
  forbidden: [403, 'The role does not permit this'],
  'foreign-team': [403, 'This belongs to another team'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'The method is not available here'],
  'already-exists': [409, 'It exists already'],
  conflict: [409, 'The state does not allow this'],
  'content-already-sent': [409, 'The bytes were sent already'],
  'separation-of-duties': [409, 'Nobody decides on their own work or request'],
  'not-eligible': [403, 'This person may not decide'],
  'quorum-missing': [409, 'Not enough people have approved'],
  'already-decided': [409, 'This person has decided already'],
  'subject-changed': [409, 'The subject is not the one that was seen'],
  'gates-not-passed': [409, 'Gates block the approval'],
  'request-closed': [409, 'The request is closed'],
  'no-grant': [409, 'No live grant covers this version'],
  'grant-ended': [409, 'The grant has ended already'],
  'not-ready': [409, 'It is not ready yet'],
  'not-assessable': [409, 'The version cannot be assessed'],
  'content-too-large': [413, 'The content is too large'],
  'unsupported-encoding': [415, 'The body is encoded in a way that is not taken'],
  invalid: [422, 'Some values are not allowed'],
  'idempotency-key-reused': [422, 'The idempotency key belongs to another request'],
  'invalid-artifact': [422, 'The artifact was refused'],
  'invalid-table': [422, 'The table was refused'],
  'too-many-attempts': [429, 'Too many attempts'],
  internal: [500, 'Something failed on our side'],
  unavailable: [503, 'Not available at this moment'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemSlug = keyof typeof PROBLEMS

export interface FieldError {
  path: string
  message: string
  fix?: string
}

/** A refusal as a value (RFC 9457 without the transport's parts). */
export interface Problem {
  slug: ProblemSlug
  detail: string
  errors?: FieldError[]
}

/** What remains on record when an intake refuses bytes. */
export const storedProblem = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  fix: z.string().optional(),
})
export type StoredProblem = z.infer<typeof storedProblem>

/** How far intake had come with a file: reading it, running it for the first time, holding it against what was declared. */
export const INTAKE_STAGES = ['read', 'trial', 'declaration'] as const
export type IntakeStage = (typeof INTAKE_STAGES)[number]
/** Why intake refused a file, and at which stage; records of old versions name none. */
export const intakeProblem = storedProblem.extend({ stage: z.enum(INTAKE_STAGES).optional() })
export type IntakeProblem = z.infer<typeof intakeProblem>
