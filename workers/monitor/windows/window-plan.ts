import { and, desc, inArray, sql } from 'drizzle-orm'
import { evidence } from '#drizzle/schema/governance.ts'
import type { DatasetSchema } from '#server/contracts/datasets.ts'
import type { AssessedKind } from '#server/contracts/evidence.ts'
import type { WindowSummary } from '#server/contracts/monitoring.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Decision, Signature } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import { aboutVersion } from '#server/domain/governance/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { deploymentById } from '#server/domain/serving/index.ts'
import type { ModelFile } from '#workers/inference/engine/protocol.ts'
import { tableOf } from '../assess/plan.ts'
import type { Measured, TableFile } from '../assess/plan.ts'
import type { WindowRows } from './read-window.ts'

/** What is measured of every window of a deployment, as values that go to another process. */
export interface WindowPlan {
  model: ModelFile
  signature: Signature
  features: string[]
  decision: Decision | null
  schema: DatasetSchema
  /** What inputs and scores are compared with. */
  reference: TableFile
  /** Labelled rows that the version was evaluated on, from which its performance is estimated before labels come. */
  evaluation: TableFile | null
}

/** One window to be measured, and of what. */
export interface WindowTask {
  id: string
  kinds: AssessedKind[]
  /** What is kept of an earlier revision for the kinds that are not measured again. */
  earlier: WindowSummary | null
  rows: WindowRows
  matureAt: string | null
  /** What the evidence says of the window. */
  facts: Record<string, unknown>
}

export interface WindowMeasured {
  id: string
  evidence: Measured[]
  summary: WindowSummary
  /** Set when nothing could be measured. */
  problem: StoredProblem | null
}

/** The snapshot that newest evidence of the kinds names in a role, the first kind first. */
async function snapshotOf(db: Queryable, versionId: string, kinds: AssessedKind[], role: string): Promise<string | null> {
  const rows = await db
    .selectDistinctOn([evidence.kind], { kind: evidence.kind, inputs: evidence.inputs })
    .from(evidence)
    .where(and(aboutVersion([versionId]), inArray(evidence.kind, kinds)))
    .orderBy(evidence.kind, desc(evidence.createdAt), desc(evidence.id))
  for (const kind of kinds) {
    const id = rows.find((row) => row.kind === kind)?.inputs.find((input) => input.role === role)?.snapshotId
    if (id !== undefined) return id
  }
  return null
}

/** Why a version's production cannot be assessed. */
const NO_REFERENCE: StoredProblem = {
  code: 'no-reference',
  title: 'There is nothing to compare production with',
  detail: 'The version names no features, or has no evidence that names a reference.',
  fix: 'Assess the version for drift on a reference snapshot; its windows are then assessed when asked for.',
}

/** What the windows of a deployment are measured against, or why they cannot be. */
export async function windowPlanOf(runtime: Runtime, { version }: Awaited<ReturnType<typeof deploymentById>>): Promise<WindowPlan | StoredProblem> {
  const { db, store } = runtime
  if (!version.servingDigest || !version.signature) throw new Error(`version ${version.id} did not pass intake`)
  const referenceId = await snapshotOf(db, version.id, ['drift', 'explanation', 'data-quality'], 'reference')
  if (referenceId === null || version.features.length === 0) return NO_REFERENCE
  const evaluationId = await snapshotOf(db, version.id, ['performance'], 'evaluation')
  const reference = await tableOf(runtime, referenceId)
  return {
    model: { digest: version.servingDigest, path: store.pathOf(version.servingDigest) },
    signature: version.signature,
    features: version.features,
    decision: version.decision,
    schema: reference.schema,
    reference: reference.table,
    evaluation: evaluationId === null ? null : (await tableOf(runtime, evaluationId)).table,
  }
}

const LAGS_READ = 5000

/** How old nine of ten predictions of the model are when their label is observed, in milliseconds, over the newest labels; null without any. */
export async function labelLagOf(db: Queryable, modelId: string): Promise<number | null> {
  const { rows } = await db.execute<{ lag: number | null }>(sql`
    select percentile_disc(0.9) within group (order by lag) as lag from (
      select extract(epoch from l.observed_at - p.event_time)::float8 * 1000 as lag from label l join prediction p on p.id = l.prediction_id
       where l.model_id = ${modelId} order by l.received_at desc limit ${LAGS_READ}) newest`)
  const lag = rows[0]?.lag ?? null
  return lag === null ? null : Math.max(0, lag)
}
