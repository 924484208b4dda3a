import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { deployment } from '#drizzle/schema/serving.ts'
import { uuid } from '#server/contracts/common.ts'
import { requestComparison } from '#server/contracts/comparison.ts'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import { decisionThreshold } from '#server/kernel/scores/decision-threshold.ts'
import type { EvidenceKind } from '#server/contracts/evidence.ts'
import type { Queryable } from '#server/db/client.ts'
import { evidenceById, newestEvidence, requestById } from '#server/domain/governance/index.ts'
import type { EvidenceRow } from '#server/domain/governance/index.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { versionById } from '#server/domain/registry/index.ts'
import type { VersionRow } from '#server/domain/registry/index.ts'
import { compareFairness, comparePerformance } from '#server/kernel/governance/compare-evidence.ts'
import { compareRanking } from '#server/kernel/governance/compare-ranking.ts'
import { numberIn } from '#server/kernel/governance/read-result.ts'
import { compareCards, compareGates, requestOfGrant, trainingOf } from './compare-subjects.ts'

type Evidence = Map<EvidenceKind, EvidenceRow>

const thresholdOf = (row: VersionRow | null, evidence: Evidence): number | null =>
  decisionThreshold(row?.version.decision ?? null, evidence.get('performance')?.result.task)

const evaluationOf = (evidence: Evidence): string | null => evidence.get('performance')?.inputs.find((input) => input.role === 'evaluation')?.digest ?? null

function rowsOf(before: Evidence, after: Evidence): RequestComparison['rows'] {
  const [old, now] = [evaluationOf(before), evaluationOf(after)]
  return {
    before: numberIn(before.get('performance')?.result.n),
    after: numberIn(after.get('performance')?.result.n),
    same: old === null || now === null ? null : old === now,
  }
}

async function liveBeside(db: Queryable, modelId: string, environment: string) {
  const [row] = await db
    .select()
    .from(deployment)
    .where(and(eq(deployment.modelId, modelId), eq(deployment.environment, environment), eq(deployment.state, 'active')))
  return row ?? null
}

/** The evidence that a request froze, beside the newest about the version that is live where it would go. */
export const compareRequest = defineQuery({
  name: 'compare-request',
  summary: 'What a request changes against the live version',
  permission: 'read',
  input: z.object({ request: uuid }),
  output: requestComparison,
  rest: { method: 'GET', path: '/approval-requests/{request}/comparison' },
  async run({ db, input }) {
    const { request, model } = await requestById(db, input.request)
    const candidate = await versionById(db, request.versionId)
    const frozen = await evidenceById(
      db,
      request.subject.evidence.map((piece) => piece.id),
    )
    const active = await liveBeside(db, model.id, request.environment)
    const other = active && active.versionId !== request.versionId ? active : null
    const live = other ? await versionById(db, other.versionId) : null
    const held: Evidence = live ? await newestEvidence(db, live.version.id) : new Map()
    const signed = other ? await requestOfGrant(db, other.grantId) : null
    const [old, now] = [live?.version.features ?? [], candidate.version.features]
    const resultOf = (evidence: Evidence, kind: EvidenceKind) => evidence.get(kind)?.result ?? null
    return {
      live: other && live ? { version: String(live.version.number), deploymentId: other.id, since: other.createdAt.toISOString() } : null,
      measures: [
        ...comparePerformance(resultOf(held, 'performance'), resultOf(frozen, 'performance')),
        ...compareFairness(resultOf(held, 'fairness'), resultOf(frozen, 'fairness')),
      ],
      rows: rowsOf(held, frozen),
      features: {
        count: now.length,
        added: live ? now.filter((feature) => !old.includes(feature)) : [],
        removed: old.filter((feature) => !now.includes(feature)),
      },
      dataset: { before: live?.datasetName ?? null, after: candidate.datasetName },
      threshold: { before: thresholdOf(live, held), after: thresholdOf(candidate, frozen) },
      gates: compareGates(signed?.gates ?? [], request.gates),
      training: { before: live ? await trainingOf(db, live) : null, after: await trainingOf(db, candidate) },
      card: await compareCards(db, signed, request),
      ranking: compareRanking(resultOf(held, 'explanation'), resultOf(frozen, 'explanation')),
    }
  },
})
