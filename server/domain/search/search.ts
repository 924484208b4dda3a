import { and, asc, desc, eq, ilike, like, or, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { dataset } from '#drizzle/schema/datasets.ts'
import { approvalRequest, evidence } from '#drizzle/schema/governance.ts'
import { principal, team } from '#drizzle/schema/identity.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment, prediction } from '#drizzle/schema/serving.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { digestIn, escapeLike, isId, lettersInOrder, versionIn } from './words.ts'

const HIT_KINDS = ['model', 'version', 'request', 'dataset', 'person', 'evidence', 'deployment', 'prediction'] as const

const hit = z.object({ kind: z.enum(HIT_KINDS), id: z.string(), label: z.string(), detail: z.string() })
type Hit = z.infer<typeof hit>

/** A text that holds what was typed, or its letters in order. */
function named(column: AnyPgColumn, text: string) {
  const letters = lettersInOrder(text)
  return or(ilike(column, `%${escapeLike(text)}%`), letters === null ? undefined : ilike(column, letters))
}

/** What begins with it first, then what holds it, then what has its letters in order, the shortest first. */
const bestOf = (column: AnyPgColumn, text: string) => [
  desc(sql`${column} ilike ${`${escapeLike(text)}%`}`),
  desc(sql`${column} ilike ${`%${escapeLike(text)}%`}`),
  asc(sql`length(${column})`),
  asc(column),
]

async function models(db: Queryable, text: string, limit: number): Promise<Hit[]> {
  const rows = await db
    .select({ name: model.name, team: team.name })
    .from(model)
    .innerJoin(team, eq(team.id, model.teamId))
    .where(named(model.name, text))
    .orderBy(...bestOf(model.name, text))
    .limit(limit)
  return rows.map((row) => ({ kind: 'model', id: row.name, label: row.name, detail: row.team }))
}

async function versions(db: Queryable, text: string, limit: number): Promise<Hit[]> {
  const version = versionIn(text)
  const digest = digestIn(text)
  if (!version && !digest) return []
  const rows = await db
    .select({ name: model.name, number: modelVersion.number, lifecycle: modelVersion.lifecycle })
    .from(modelVersion)
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .where(
      or(
        version ? and(named(model.name, version.model), eq(modelVersion.number, version.number)) : undefined,
        digest ? or(like(modelVersion.artifactDigest, `${digest}%`), like(modelVersion.servingDigest, `${digest}%`)) : undefined,
      ),
    )
    .orderBy(...bestOf(model.name, version?.model ?? ''), desc(modelVersion.number))
    .limit(limit)
  return rows.map((row) => ({ kind: 'version', id: `${row.name}/${row.number}`, label: `${row.name} v${row.number}`, detail: row.lifecycle }))
}

async function requests(db: Queryable, text: string, limit: number): Promise<Hit[]> {
  const version = versionIn(text)
  const rows = await db
    .select({ id: approvalRequest.id, name: model.name, number: modelVersion.number, state: approvalRequest.state, environment: approvalRequest.environment })
    .from(approvalRequest)
    .innerJoin(modelVersion, eq(modelVersion.id, approvalRequest.versionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .where(and(named(model.name, version?.model ?? text), version ? eq(modelVersion.number, version.number) : undefined))
    .orderBy(desc(sql`${approvalRequest.state} = 'open'`), desc(approvalRequest.openedAt))
    .limit(limit)
  return rows.map((row) => ({ kind: 'request', id: row.id, label: `${row.name} v${row.number}, ${row.environment}`, detail: row.state }))
}

async function datasets(db: Queryable, text: string, limit: number): Promise<Hit[]> {
  const rows = await db
    .select({ name: dataset.name, team: team.name })
    .from(dataset)
    .innerJoin(team, eq(team.id, dataset.teamId))
    .where(named(dataset.name, text))
    .orderBy(...bestOf(dataset.name, text))
    .limit(limit)
  return rows.map((row) => ({ kind: 'dataset', id: row.name, label: row.name, detail: row.team }))
}

async function people(db: Queryable, text: string, limit: number): Promise<Hit[]> {
  const rows = await db
    .select({ id: principal.id, name: principal.name, email: principal.email, role: principal.role })
    .from(principal)
    .where(or(named(principal.name, text), ilike(principal.email, `%${escapeLike(text)}%`)))
    .orderBy(...bestOf(principal.name, text), asc(principal.id))
    .limit(limit)
  return rows.map((row) => ({ kind: 'person', id: row.id, label: row.name, detail: row.role }))
}

interface Owned {
  kind: Hit['kind']
  table: PgTable
  id: AnyPgColumn
  versionId: AnyPgColumn
}

const OWNED: readonly Owned[] = [
  { kind: 'request', table: approvalRequest, id: approvalRequest.id, versionId: approvalRequest.versionId },
  { kind: 'evidence', table: evidence, id: evidence.id, versionId: evidence.versionId },
  { kind: 'deployment', table: deployment, id: deployment.id, versionId: deployment.versionId },
  { kind: 'prediction', table: prediction, id: prediction.id, versionId: prediction.versionId },
]

/** What an id that somebody pasted belongs to. */
async function byId(db: Queryable, id: string): Promise<Hit[]> {
  for (const owned of OWNED) {
    const [row] = await db
      .select({ name: model.name, number: modelVersion.number })
      .from(owned.table)
      .innerJoin(modelVersion, eq(modelVersion.id, owned.versionId))
      .innerJoin(model, eq(model.id, modelVersion.modelId))
      .where(eq(owned.id, id))
    if (row) return [{ kind: owned.kind, id, label: `${row.name} v${row.number}`, detail: owned.kind }]
  }
  return []
}

/** Finds what has a name (or a pasted id or digest): the best few of each kind. */
export const search = defineQuery({
  name: 'search',
  summary: 'Find models, versions, requests, datasets and people by name, id or digest',
  permission: 'read',
  input: z.object({ query: z.string().trim().min(1, 'Say what to look for.').max(200), limit: z.coerce.number().int().min(1).max(20).default(5) }),
  output: z.object({ items: z.array(hit), nextCursor: z.null() }),
  rest: { method: 'GET', path: '/search' },
  async run({ db, input }) {
    const { query, limit } = input
    if (isId(query)) return { items: await byId(db, query), nextCursor: null }
    const found = await Promise.all([models, versions, requests, datasets, people].map((find) => find(db, query, limit)))
    return { items: found.flat(), nextCursor: null }
  },
})
