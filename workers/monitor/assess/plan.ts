import type { DatasetSchema, SnapshotFormat } from '#server/contracts/datasets.ts'
import type { EvidenceInput, EvidenceKind } from '#server/contracts/evidence.ts'
import type { StoredProblem } from '#server/contracts/problems.ts'
import type { Decision, Signature } from '#server/contracts/registry.ts'
import { snapshotById } from '#server/domain/datasets/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { assessmentById } from '#server/domain/monitoring/index.ts'
import type { ModelFile } from '#workers/inference/engine/protocol.ts'

export interface TableFile {
  snapshotId: string
  digest: string
  path: string
  format: SnapshotFormat
  /** When its rows were to be: epoch milliseconds. */
  period?: { from: number; to: number }
}

/** Everything that an assessment needs, as values that go to another process. */
export interface AssessmentPlan {
  kinds: EvidenceKind[]
  model: ModelFile
  signature: Signature
  features: string[]
  decision: Decision | null
  schema: DatasetSchema
  evaluation: TableFile
  reference: TableFile
}

export interface AssessmentProgress {
  done: number
  total: number
  step: string
}

/** One piece of evidence as it was measured, before it is bound to the version. */
export interface Measured {
  kind: EvidenceKind
  inputs: EvidenceInput[]
  parameters: Record<string, unknown>
  result: Record<string, unknown>
}

/** A kind that could not be measured; the others are. */
export interface NotMeasured {
  kind: EvidenceKind
  problem: StoredProblem
}

/** What the process that measures says as it goes. */
export type AssessmentNews = { step: AssessmentProgress } | { measured: Measured } | { notMeasured: NotMeasured }
/** How it ends: every kind was measured or said why not, or nothing could be begun. */
export type AssessmentOutcome = { done: true } | { problem: StoredProblem }

/** Ends an assessment with a problem that a person can act on. */
export class AssessmentProblem extends Error {
  readonly problem: StoredProblem
  constructor(problem: StoredProblem) {
    super(problem.detail)
    this.problem = problem
  }
}

type Row = Awaited<ReturnType<typeof assessmentById>>

/** The file of a snapshot that has passed intake, and what its dataset declares. */
export async function tableOf(runtime: Runtime, id: string): Promise<{ table: TableFile; schema: DatasetSchema }> {
  const { snapshot, dataset } = await snapshotById(runtime.db, id)
  if (!snapshot.digest) throw new Error(`snapshot ${id} has no bytes`)
  const { digest, format, periodFrom, periodTo } = snapshot
  const period = periodFrom && periodTo ? { period: { from: periodFrom.getTime(), to: periodTo.getTime() } } : {}
  return { table: { snapshotId: id, digest, path: runtime.store.pathOf(digest), format, ...period }, schema: dataset.schema }
}

/** Reads what an assessment is about: the version's serving file, and its two snapshots. */
export async function planOf(runtime: Runtime, assessment: Row['assessment'], version: Row['version']): Promise<AssessmentPlan> {
  const evaluation = await tableOf(runtime, assessment.evaluationSnapshotId)
  const reference = await tableOf(runtime, assessment.referenceSnapshotId)
  if (!version.servingDigest || !version.signature) throw new Error(`version ${version.id} did not pass intake`)
  return {
    kinds: assessment.kinds,
    model: { digest: version.servingDigest, path: runtime.store.pathOf(version.servingDigest) },
    signature: version.signature,
    features: version.features,
    decision: version.decision,
    schema: evaluation.schema,
    evaluation: evaluation.table,
    reference: reference.table,
  }
}
