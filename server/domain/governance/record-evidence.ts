import { z } from 'zod'
import { evidence } from '#drizzle/schema/governance.ts'
import { uuid } from '#server/contracts/common.ts'
import { EVIDENCE_KINDS, evidenceInput, evidenceView as evidenceContract } from '#server/contracts/evidence.ts'
import type { Tx } from '#server/db/client.ts'
import { defineCommand, digestOf, found, newId, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionById, versionSubject } from '#server/domain/registry/index.ts'
import { evidenceSubject, evidenceView } from './internal.ts'

const facts = z.object({
  versionId: uuid,
  kind: z.enum(EVIDENCE_KINDS),
  inputs: z.array(evidenceInput),
  parameters: z.record(z.string(), z.unknown()),
  kernelVersion: z.string(),
  result: z.record(z.string(), z.unknown()),
  assessmentId: uuid.optional(),
  window: z.object({ id: uuid, revision: z.number().int().min(1) }).optional(),
})

/** Adds evidence inside another operation's transaction, which audits it. */
export async function addEvidence(tx: Tx, given: z.input<typeof facts>, now: Date) {
  const { versionId, assessmentId, window, ...measured } = facts.parse(given)
  const { version, model } = await versionById(tx, versionId)
  if (version.status !== 'ready' || !version.artifactDigest) refuse('not-ready', 'Evidence is about a version that passed intake.')
  const bound = { ...measured, artifactDigest: version.artifactDigest }
  const [row] = await tx
    .insert(evidence)
    .values({
      id: newId(),
      versionId,
      ...bound,
      digest: digestOf(bound),
      assessmentId: assessmentId ?? null,
      windowId: window?.id ?? null,
      windowRevision: window?.revision ?? null,
      createdAt: now,
    })
    .returning()
  return evidenceView(found(row, 'evidence'), { model: model.name, number: version.number })
}

/** Adds evidence about a version or a window of its production: bound to digests, never changed; the newest of a kind about the version is what gates read. */
export const recordEvidence = defineCommand({
  name: 'record-evidence',
  summary: 'Record what was measured about a version',
  permission: 'assessment:run',
  input: facts,
  output: evidenceContract,
  rest: null,
  team: async (db, input) => (await versionById(db, input.versionId)).model.teamId,
  audit: ({ output }) => ({
    subject: evidenceSubject(output.id),
    under: [versionSubject(output.subject), modelSubject(output.subject.model)],
    detail: { kind: output.kind, digest: output.digest, artifactDigest: output.subject.artifactDigest },
  }),
  run: ({ tx, input, now }) => addEvidence(tx, input, now),
})
