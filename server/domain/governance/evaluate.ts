import { eq } from 'drizzle-orm'
import { dataset } from '#drizzle/schema/datasets.ts'
import type { Gate } from '#server/contracts/governance.ts'
import type { Queryable } from '#server/db/client.ts'
import type { VersionRow } from '#server/domain/registry/index.ts'
import { evaluateGates } from '#server/kernel/governance/evaluate-gates.ts'
import type { EvidenceRow, PolicyRow } from './internal.ts'
import { currentPolicy, newestEvidence } from './internal.ts'

export interface Evaluation {
  policy: PolicyRow
  evidence: EvidenceRow[]
  gates: Gate[]
}

async function protectedAttributesOf(db: Queryable, datasetId: string | null): Promise<string[]> {
  if (datasetId === null) return []
  const [row] = await db.select({ schema: dataset.schema }).from(dataset).where(eq(dataset.id, datasetId))
  return row?.schema.protectedAttributes ?? []
}

/** The policy in force, applied to the newest evidence about a version at this moment. */
export async function evaluateVersion(db: Queryable, { version, model }: VersionRow, now: Date): Promise<Evaluation> {
  const policy = await currentPolicy(db)
  const newest = await newestEvidence(db, version.id)
  const gates = evaluateGates({
    policy: policy.document,
    tier: model.riskTier,
    evidence: Object.fromEntries(
      [...newest].map(([kind, row]) => [kind, { id: row.id, result: row.result, createdAt: row.createdAt.toISOString(), digest: row.digest }]),
    ),
    protectedAttributes: await protectedAttributesOf(db, version.datasetId),
    now: now.toISOString(),
  })
  return { policy, evidence: [...newest.values()], gates }
}
