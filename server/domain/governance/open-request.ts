import { and, desc, eq } from 'drizzle-orm'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { approvalRequest } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { openRequestInput, requestView as requestContract } from '#server/contracts/governance.ts'
import type { RequestSubject } from '#server/contracts/governance.ts'
import type { Tx } from '#server/db/client.ts'
import { defineCommand, digestOf, newId, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionByKey, versionSubject } from '#server/domain/registry/index.ts'
import type { VersionRow } from '#server/domain/registry/index.ts'
import type { Evaluation } from './evaluate.ts'
import { evaluateVersion } from './evaluate.ts'
import { requestSubject, requestViewById } from './internal.ts'

async function cardRevisionOf(tx: Tx, versionId: string): Promise<number | null> {
  const [row] = await tx
    .select({ revision: cardRevision.revision })
    .from(cardRevision)
    .where(eq(cardRevision.versionId, versionId))
    .orderBy(desc(cardRevision.revision))
    .limit(1)
  return row?.revision ?? null
}

/** What is put to the vote, frozen: artifact, evidence, card, policy, environment. */
async function freezeSubject(tx: Tx, { version, model }: VersionRow, evaluation: Evaluation, environment: string): Promise<RequestSubject> {
  if (version.status !== 'ready' || !version.artifactDigest || !version.servingDigest) {
    refuse('not-ready', `Version ${version.number} is ${version.status}; only a version that passed intake can be approved.`)
  }
  return {
    model: model.name,
    version: String(version.number),
    artifactDigest: version.artifactDigest,
    servingDigest: version.servingDigest,
    environment,
    policyRevision: evaluation.policy.revision,
    policyDigest: evaluation.policy.digest,
    cardRevision: await cardRevisionOf(tx, version.id),
    evidence: evaluation.evidence.map((row) => ({ id: row.id, kind: row.kind, digest: row.digest })).sort((a, b) => a.id.localeCompare(b.id)),
  }
}

/** Asks for approval: freezes what will be decided on and says how every gate stands. */
export const openRequest = defineCommand({
  name: 'open-request',
  summary: 'Ask for approval of a version for an environment',
  permission: 'request:open',
  input: openRequestInput,
  output: requestContract,
  rest: { method: 'POST', path: '/models/{model}/versions/{version}/approval-requests', status: 201 },
  team: teamOfModel,
  audit: ({ output }) => ({
    subject: requestSubject(output.id),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { environment: output.environment, subjectDigest: output.subjectDigest, gates: output.gates.map((gate) => `${gate.name}: ${gate.state}`) },
  }),
  async run({ tx, actor, input, now }) {
    const row = await versionByKey(tx, input)
    await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.id, row.version.id)).for('update')
    if (row.version.lifecycle === 'retired') refuse('conflict', 'The version is retired.')
    const [open] = await tx
      .select({ id: approvalRequest.id })
      .from(approvalRequest)
      .where(and(eq(approvalRequest.versionId, row.version.id), eq(approvalRequest.environment, input.environment), eq(approvalRequest.state, 'open')))
    if (open) refuse('already-exists', `Request ${open.id} for this version is open already. Decide on it or withdraw it.`)
    const evaluation = await evaluateVersion(tx, row, now)
    const subject = await freezeSubject(tx, row, evaluation, input.environment)
    const id = newId()
    await tx.insert(approvalRequest).values({
      id,
      versionId: row.version.id,
      environment: input.environment,
      justification: input.justification,
      subject,
      subjectDigest: digestOf(subject),
      gates: evaluation.gates,
      policyRevision: evaluation.policy.revision,
      rule: evaluation.policy.document.approval[row.model.riskTier],
      openedBy: actor.id,
      openedAt: now,
    })
    return requestViewById(tx, id)
  },
})
