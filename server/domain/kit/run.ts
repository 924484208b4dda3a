import { z } from 'zod'
import type { Actor } from '#server/contracts/actor.ts'
import { PROBLEMS } from '#server/contracts/problems.ts'
import type { ProblemSlug } from '#server/contracts/problems.ts'
import { scopeOf } from '#server/contracts/permissions.ts'
import type { Db, Queryable, Tx } from '#server/db/client.ts'
import type { BlobStore, StoredBlob } from '#server/store/blob-store.ts'
import { recordAuditEvent } from './audit.ts'
import { digestOf } from './digest.ts'
import { fieldErrorsOf } from './field-errors.ts'
import { claimIdempotencyKey, keepFirstAnswer, wasAnswered } from './idempotency.ts'
import type { JobSender } from './jobs.ts'
import type { Command, InferenceGateway, Query } from './operation.ts'
import { refuseCursor } from './page.ts'
import { Refusal, refuse } from './refuse.ts'

/** What every operation runs in; made once per process. */
export interface Runtime {
  db: Db
  store: BlobStore
  jobs: JobSender
  inference: InferenceGateway
  now?: () => Date
}

export interface Call {
  actor: Actor | null
  idempotencyKey?: string
  content?: StoredBlob
  /** Names in the body of a request from outside: each must be one that the command takes. */
  fields?: readonly string[]
}

const RETRIABLE = new Set(['40001', '40P01'])
/** Text that Postgres cannot hold: it has a NUL character. */
const UNSTORABLE = new Set(['22021', '22P05'])
const isSlug = (text: string): text is ProblemSlug => text in PROBLEMS

function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  const errors = fieldErrorsOf(parsed.error)
  return refuse(
    'invalid',
    `${errors.length === 1 ? 'One value is' : `${errors.length} values are`} not allowed: ${errors.map((e) => e.path || 'body').join(', ')}.`,
    errors,
  )
}

/** A misspelt field that is passed over would be a wish that is silently not met. */
function refuseUnknown({ input: schema }: Command, fields: readonly string[]): void {
  if (!(schema instanceof z.ZodObject)) return
  const known = Object.keys(schema.shape)
  const unknown = fields.filter((field) => !known.includes(field))
  if (unknown.length === 0) return
  const errors = unknown.map((path) => ({ path, message: 'There is no such field.', fix: `Leave it out; the fields are ${known.join(', ')}.` }))
  refuse('invalid', `The body has fields that this takes nothing from: ${unknown.join(', ')}.`, errors)
}

/** Role level: may this actor take the action anywhere at all? Comes before parsing, so a refusal leaks nothing. */
function permit(actor: Actor | null, action: Parameters<typeof scopeOf>[1]): { actor: Actor; scope: 'any' | 'team' } {
  if (!actor) refuse('unauthenticated', 'Send a key as "Authorization: Bearer <key>", or sign in.')
  const scope = scopeOf(actor.role, action)
  if (!scope) refuse('forbidden', `The role ${actor.role} has no permission ${action}.`)
  return { actor, scope }
}

async function permitOnTeam(operation: Command, db: Queryable, input: unknown, actor: Actor, scope: 'any' | 'team') {
  const teamId = await operation.team(db, input, actor)
  if (scope === 'team' && (teamId === null || teamId !== actor.teamId)) {
    refuse('foreign-team', `${operation.permission} reaches only what your team${actor.teamName ? ` (${actor.teamName})` : ''} owns.`)
  }
}

/** A database error that states a rule (a trigger's slug) as the problem it is; others pass through. */
function fromDatabase(error: unknown): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error) || !('code' in cause)) return error
  if (cause.code === '23514' && isSlug(cause.message)) {
    return new Refusal({ slug: cause.message, detail: PROBLEMS[cause.message][1] + '.' })
  }
  if (cause.code === '23505') return new Refusal({ slug: 'conflict', detail: 'Somebody else made the same thing at the same moment.' })
  if (UNSTORABLE.has(String(cause.code))) {
    return new Refusal({
      slug: 'invalid',
      detail: 'A text holds the character U+0000, which cannot be kept.',
      errors: [{ path: 'body', message: 'A text holds the character U+0000.', fix: 'Leave it out.' }],
    })
  }
  return error
}

const codeOf = (error: unknown): unknown => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

async function withRetry<T>(body: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await body()
    } catch (error) {
      if (attempt < 4 && RETRIABLE.has(String(codeOf(error)))) continue
      throw fromDatabase(error)
    }
  }
}

interface Prepared {
  actor: Actor
  scope: 'any' | 'team'
  input: unknown
  raw: unknown
}

async function runPrepared(runtime: Runtime, operation: Command, call: Call, prepared: Prepared, tx: Tx): Promise<unknown> {
  const { actor, scope, input, raw } = prepared
  await permitOnTeam(operation, tx, input, actor, scope)
  const claim =
    call.idempotencyKey === undefined ? null : claimOf(operation, call.idempotencyKey, actor, { input: raw ?? {}, content: call.content?.digest ?? null })
  const earlier = claim ? await claimIdempotencyKey(tx, claim) : null
  if (earlier && operation.answersSecret)
    refuse('conflict', 'The first answer held a secret, which is shown once and kept nowhere. Make a new one, with a new key.')
  if (earlier) return earlier.response
  const now = runtime.now?.() ?? new Date()
  const made = await operation.run({
    tx,
    actor,
    now,
    input,
    store: runtime.store,
    inference: runtime.inference,
    content: call.content ?? null,
    enqueue: (job, payload) => runtime.jobs.send(tx, job, payload),
  })
  const output = operation.output.parse(made)
  await recordAuditEvent(tx, { at: now, actor, operation: operation.name, facts: operation.audit({ input, output, actor }) })
  if (claim) await keepFirstAnswer(tx, claim, operation.answersSecret ? null : output)
  return output
}

const claimOf = (operation: Command, key: string, actor: Actor, request: unknown) => ({
  principalId: actor.id,
  key,
  operation: operation.name,
  requestDigest: digestOf(request),
})

function prepare(operation: Command, call: Call, raw: unknown): Prepared {
  const { actor, scope } = permit(call.actor, operation.permission)
  const input = parseInput(operation.input, raw)
  refuseUnknown(operation, call.fields ?? [])
  return { actor, scope, input, raw }
}

async function runCommand(runtime: Runtime, operation: Command, call: Call, raw: unknown): Promise<unknown> {
  const prepared = prepare(operation, call, raw)
  return withRetry(() => runtime.db.transaction((tx) => runPrepared(runtime, operation, call, prepared, tx)))
}

/** Runs a command inside a transaction that the caller holds, such as the one that completes a job. */
export async function runCommandIn<I extends z.ZodType, O extends z.ZodType>(
  tx: Tx,
  runtime: Runtime,
  operation: Command<I, O>,
  call: Call,
  input: z.input<I>,
): Promise<z.output<O>> {
  const output = await runPrepared(runtime, operation, call, prepare(operation, call, input), tx)
  return output as z.output<O>
}

/** A made-up cursor shows only when Postgres cannot read its parts. */
const hasCursor = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'cursor' in raw && typeof raw.cursor === 'string'

async function runQuery(runtime: Runtime, operation: Query, call: Call, raw: unknown): Promise<unknown> {
  const { actor } = permit(call.actor, operation.permission)
  const input = parseInput(operation.input, raw)
  const context = { db: runtime.db, actor, now: runtime.now?.() ?? new Date(), input, store: runtime.store, inference: runtime.inference }
  const answer = await operation.run(context).catch((error: unknown) => {
    if (hasCursor(raw) && String(codeOf(error)).startsWith('22')) refuseCursor()
    throw fromDatabase(error)
  })
  return operation.output.parse(answer)
}

/**
 * The one way to run an operation: permission → parse → transaction → owning team → body → audit event → commit.
 * Throws Refusal for everything a caller can be told.
 */
export async function runOperation<I extends z.ZodType, O extends z.ZodType>(
  runtime: Runtime,
  operation: Query<I, O> | Command<I, O>,
  call: Call,
  input: z.input<I>,
): Promise<z.output<O>> {
  const result = operation.kind === 'query' ? await runQuery(runtime, operation, call, input) : await runCommand(runtime, operation, call, input)
  return result as z.output<O>
}

/** Before bytes are received: who sends them, onto what, and whether the state still takes them, unless they may be a repeat. */
export async function admitContent(runtime: Runtime, operation: Command, call: Call, raw: unknown): Promise<void> {
  const { actor, scope } = permit(call.actor, operation.permission)
  const input = parseInput(operation.input, raw)
  await permitOnTeam(operation, runtime.db, input, actor, scope)
  const { idempotencyKey } = call
  if (idempotencyKey !== undefined && (await wasAnswered(runtime.db, actor.id, idempotencyKey))) return
  await operation.content?.admit(runtime.db, input)
}
