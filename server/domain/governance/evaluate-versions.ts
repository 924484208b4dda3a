import { desc, inArray } from 'drizzle-orm'
import { dataset } from '#drizzle/schema/datasets.ts'
import { evidence } from '#drizzle/schema/governance.ts'
import type { Gate } from '#server/contracts/governance.ts'
import type { RiskTier } from '#server/contracts/risk.ts'
import type { Queryable } from '#server/db/client.ts'
import { evaluateGates } from '#server/kernel/governance/evaluate-gates.ts'
import type { PolicyRow } from './internal.ts'
import { aboutVersion, currentPolicy } from './internal.ts'

export interface VersionToJudge {
  id: string
  datasetId: string | null
  riskTier: RiskTier
}
export interface JudgedGates {
  gates: Gate[]
  /** Whether some evidence is older than the policy allows. */
  stale: boolean
}

const DAY_MS = 86_400_000
const KEPT = 5000

/**
 * Evidence and policy revisions never change, so what gates say of them is kept: results are large, and a list of models
 * would read all of them again each time. The key holds everything the answer depends on; the oldest answers go first.
 */
const judged = new Map<string, Gate[]>()

type Newest = Pick<typeof evidence.$inferSelect, 'id' | 'kind' | 'versionId' | 'createdAt'>

async function newestIds(db: Queryable, versionIds: string[]): Promise<Map<string, Newest[]>> {
  const rows = await db
    .selectDistinctOn([evidence.versionId, evidence.kind], {
      id: evidence.id,
      kind: evidence.kind,
      versionId: evidence.versionId,
      createdAt: evidence.createdAt,
    })
    .from(evidence)
    .where(aboutVersion(versionIds))
    .orderBy(evidence.versionId, evidence.kind, desc(evidence.createdAt), desc(evidence.id))
  return Map.groupBy(rows, (row) => row.versionId)
}

async function attributesOf(db: Queryable, datasetIds: string[]): Promise<Map<string, string[]>> {
  if (datasetIds.length === 0) return new Map()
  const rows = await db.select({ id: dataset.id, schema: dataset.schema }).from(dataset).where(inArray(dataset.id, datasetIds))
  return new Map(rows.map((row) => [row.id, row.schema.protectedAttributes]))
}

async function resultsOf(db: Queryable, ids: string[]): Promise<Map<string, Record<string, unknown>>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select({ id: evidence.id, result: evidence.result }).from(evidence).where(inArray(evidence.id, ids))
  return new Map(rows.map((row) => [row.id, row.result]))
}

interface Task {
  version: VersionToJudge
  newest: Newest[]
  attributes: string[]
  stale: boolean
  key: string
}

function taskOf(version: VersionToJudge, newest: Newest[], attributes: string[], policy: PolicyRow, now: Date): Task {
  const stale = newest.some((row) => now.getTime() - row.createdAt.getTime() > policy.document.evidenceMaxAgeDays * DAY_MS)
  const age = stale ? Math.floor(now.getTime() / DAY_MS) : 'fresh'
  return { version, newest, attributes, stale, key: JSON.stringify([policy.id, version.id, version.riskTier, attributes, newest.map((row) => row.id), age]) }
}

function keep(key: string, gates: Gate[]): void {
  judged.set(key, gates)
  const oldest = judged.size > KEPT ? judged.keys().next().value : undefined
  if (oldest !== undefined) judged.delete(oldest)
}

async function judgeMissing(db: Queryable, tasks: Task[], policy: PolicyRow, now: Date): Promise<void> {
  const missing = tasks.filter((task) => !judged.has(task.key))
  const results = await resultsOf(
    db,
    missing.flatMap((task) => task.newest.map((row) => row.id)),
  )
  for (const { version, newest, attributes, key } of missing) {
    const found = Object.fromEntries(newest.map((row) => [row.kind, { id: row.id, result: results.get(row.id) ?? {}, createdAt: row.createdAt.toISOString() }]))
    keep(key, evaluateGates({ policy: policy.document, tier: version.riskTier, evidence: found, protectedAttributes: attributes, now: now.toISOString() }))
  }
}

/** The gates of the policy in force for many versions in four queries, by version id. */
export async function evaluateVersions(db: Queryable, versions: VersionToJudge[], now: Date): Promise<Map<string, JudgedGates>> {
  if (versions.length === 0) return new Map()
  const policy = await currentPolicy(db)
  const newest = await newestIds(
    db,
    versions.map((version) => version.id),
  )
  const attributes = await attributesOf(db, [...new Set(versions.flatMap((version) => version.datasetId ?? []))])
  const tasks = versions.map((version) => taskOf(version, newest.get(version.id) ?? [], attributes.get(version.datasetId ?? '') ?? [], policy, now))
  await judgeMissing(db, tasks, policy, now)
  return new Map(tasks.map(({ version, stale, key }) => [version.id, { gates: judged.get(key) ?? [], stale }]))
}
