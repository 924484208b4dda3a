import type { z } from 'zod'
import type { Actor } from '#server/contracts/actor.ts'
import type { JobName, JobPayload } from '#server/contracts/jobs.ts'
import type { RowExplanation, WhatIfAnswer } from '#server/contracts/serving.ts'
import type { Action } from '#server/contracts/permissions.ts'
import type { Queryable, Tx } from '#server/db/client.ts'
import type { BlobStore, StoredBlob } from '#server/store/blob-store.ts'

type Schema = z.ZodType

/** The inference workers, as far as operations need them. */
export interface InferenceGateway {
  /** URL of `/v2/models/{model}` for clients. */
  endpointOf(model: string): string
  /** Explains one row of a recorded prediction with the model and the baseline of its newest explanation evidence. */
  explain(predictionId: string, row: number): Promise<RowExplanation>
  /** Scores and explains one row that nobody sent, one cell per feature in the version's order; nothing is recorded. */
  whatIf(versionId: string, cells: (number | string | null)[]): Promise<WhatIfAnswer>
}

/** Where an operation lives under `/api/v1`; `{names}` in the path are fields of the input. */
export interface RestRoute<Output = unknown> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/${string}`
  status?: 200 | 201 | 202
  /** Another rendering than JSON, when the caller's Accept header asks for it or always. */
  render?(output: Output, accept: string): { contentType: string; body: string | Uint8Array<ArrayBuffer>; filename?: string } | null
}

/** What the audit event of a command is about: the subject, and everything that it lies under. */
export interface AuditFacts {
  subject: string
  under: string[]
  /** What a reader needs to see of the change; never personal data, never secrets. */
  detail?: Record<string, unknown>
}

export interface QueryContext<Input> {
  db: Queryable
  actor: Actor
  now: Date
  input: Input
  store: BlobStore
  inference: InferenceGateway
}

export interface CommandContext<Input> {
  tx: Tx
  actor: Actor
  now: Date
  input: Input
  store: BlobStore
  inference: InferenceGateway
  /** Puts a job into the queue with the commit of this transaction. */
  enqueue: <N extends JobName>(job: N, payload: JobPayload<N>) => Promise<void>
  /** The bytes that were sent, already stored under their digest; only for operations with `content`. */
  content: StoredBlob | null
}

interface Common<I extends Schema, O extends Schema> {
  /** verb-noun, the name in tRPC, OpenAPI, the permission matrix and the audit log */
  name: string
  summary: string
  permission: Action
  input: I
  output: O
  rest: RestRoute<z.output<O>> | null
}

export interface QuerySpec<I extends Schema, O extends Schema> extends Common<I, O> {
  run(context: QueryContext<z.output<I>>): Promise<z.input<O>>
}

export interface CommandSpec<I extends Schema, O extends Schema> extends Common<I, O> {
  /** The team that owns what the command touches; null: no team's, so only scope `any` may. */
  team(db: Queryable, input: z.output<I>, actor: Actor): Promise<string | null>
  audit(facts: { input: z.output<I>; output: z.output<O>; actor: Actor }): AuditFacts
  /** Set when the answer holds a secret that is shown once: it is never kept for a repeat under an Idempotency-Key. */
  answersSecret?: true
  /** Set when the request body is bytes: `admit` refuses before they are received. */
  content?: { maxBytes: number; admit(db: Queryable, input: z.output<I>): Promise<void> }
  run(context: CommandContext<z.output<I>>): Promise<z.input<O>>
}

export type Query<I extends Schema = Schema, O extends Schema = Schema> = QuerySpec<I, O> & { kind: 'query' }
export type Command<I extends Schema = Schema, O extends Schema = Schema> = CommandSpec<I, O> & { kind: 'command' }

/** An operation whose schemas are not known here: what transports and tests iterate over. */
export type AnyOperation = Query | Command

/** Declares something that reads. Needs a permission; is never audited. */
export const defineQuery = <I extends Schema, O extends Schema>(spec: QuerySpec<I, O>): Query<I, O> => ({ ...spec, kind: 'query' })

/** Declares something that changes. Without a permission, an owning team or an audit subject it does not type-check. */
export const defineCommand = <I extends Schema, O extends Schema>(spec: CommandSpec<I, O>): Command<I, O> => ({ ...spec, kind: 'command' })

/** For commands on things that belong to no team. */
export const ofNoTeam = async (): Promise<null> => null
