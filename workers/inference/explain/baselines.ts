import { and, desc, eq } from 'drizzle-orm'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { snapshot } from '#drizzle/schema/datasets.ts'
import { evidence } from '#drizzle/schema/governance.ts'
import { decisionSchema } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import type { BlobStore } from '#server/store/blob-store.ts'
import type { Baseline } from '#workers/inference/engine/protocol.ts'
import { Refused } from '#workers/inference/refused.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import type { BaselineQuestion, BaselineRows } from './baseline-child.ts'

const CHILD = fileURLToPath(new URL('./baseline-child.ts', import.meta.url))
const LIMITS = { milliseconds: 60_000, megabytes: 1200 }
const KEPT_MS = 1000
const MOST_KEPT = 16

/** What an explanation is measured against, and the evidence that says so. */
export interface HeldBaseline {
  evidenceId: string
  snapshotId: string
  baseline: Baseline
}

export interface Baselines {
  /** The baseline of the newest explanation evidence of a version. Throws Refused 409 when there is none, 503 when it cannot be read. */
  of(versionId: string): Promise<HeldBaseline>
}

const parametersSchema = z.object({
  features: z.array(z.string()),
  decision: decisionSchema,
  baseline: z.object({ snapshotId: z.string() }),
})

async function newestEvidence(db: Queryable, versionId: string) {
  const [row] = await db
    .select({ id: evidence.id, parameters: evidence.parameters })
    .from(evidence)
    .where(and(eq(evidence.versionId, versionId), eq(evidence.kind, 'explanation')))
    .orderBy(desc(evidence.createdAt), desc(evidence.id))
    .limit(1)
  return row ?? null
}

type EvidenceRow = NonNullable<Awaited<ReturnType<typeof newestEvidence>>>

export function openBaselines(db: Queryable, store: Pick<BlobStore, 'pathOf'>): Baselines {
  const newest = new Map<string, { row: EvidenceRow; until: number }>()
  const held = new Map<string, Promise<HeldBaseline>>()

  const read = async (row: EvidenceRow): Promise<HeldBaseline> => {
    const parsed = parametersSchema.safeParse(row.parameters)
    if (!parsed.success) throw new Refused(409, 'The newest explanation evidence of this version names no baseline: run an assessment of kind explanation.')
    const { features, decision, baseline } = parsed.data
    const [source] = await db.select({ digest: snapshot.digest, format: snapshot.format }).from(snapshot).where(eq(snapshot.id, baseline.snapshotId))
    if (!source?.digest) throw new Refused(409, 'The baseline of the newest explanation evidence is no readable snapshot.')
    const question: BaselineQuestion = { path: store.pathOf(source.digest), format: source.format, features }
    const outcome = await runChild<BaselineRows>(CHILD, question, LIMITS)
    if (outcome.end !== 'answer') throw new Refused(503, `The baseline could not be read (${outcome.end}).`)
    if (!outcome.answer.ok) throw new Refused(503, `The baseline could not be read: ${outcome.answer.why}.`)
    const score = decision.class === undefined ? { output: decision.output } : { output: decision.output, class: decision.class }
    return { evidenceId: row.id, snapshotId: baseline.snapshotId, baseline: { key: row.id, features, decision: score, cells: outcome.answer.cells } }
  }
  /** The least recently asked for is let go. */
  const heldOf = (row: EvidenceRow): Promise<HeldBaseline> => {
    const known = held.get(row.id)
    const reading = known ?? read(row)
    held.delete(row.id)
    held.set(row.id, reading)
    if (!known) reading.catch(() => held.delete(row.id))
    for (const oldest of held.keys()) if (held.size > MOST_KEPT) held.delete(oldest)
    return reading
  }
  return {
    async of(versionId) {
      const known = newest.get(versionId)
      if (known && known.until > performance.now()) return heldOf(known.row)
      const row = await newestEvidence(db, versionId)
      if (!row)
        throw new Refused(409, 'This version has no explanation evidence, so there is no baseline to explain against: run an assessment of kind explanation.')
      newest.set(versionId, { row, until: performance.now() + KEPT_MS })
      return heldOf(row)
    },
  }
}
