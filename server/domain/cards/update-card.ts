import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { cardRevision } from '#drizzle/schema/cards.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { uuid } from '#server/contracts/common.ts'
import { cardNarrative, NARRATIVE_SECTIONS } from '#server/contracts/cards.ts'
import { versionKey } from '#server/contracts/registry.ts'
import { addEvidence } from '#server/domain/governance/index.ts'
import { defineCommand, digestOf, newId, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionByKey, versionSubject } from '#server/domain/registry/index.ts'
import { KERNEL_VERSION } from '#server/kernel/version.ts'
import { missingSections, newestRevision } from './internal.ts'

/** Writes narrative sections as a new revision, and hands the completeness of the card to governance as evidence. */
export const updateCard = defineCommand({
  name: 'update-card',
  summary: 'Write sections of the model card',
  permission: 'card:write',
  input: versionKey.extend(cardNarrative.shape),
  output: z.object({
    model: z.string(),
    version: z.string(),
    revision: z.number().int(),
    complete: z.boolean(),
    missing: z.array(z.enum(NARRATIVE_SECTIONS)),
    evidenceId: uuid,
  }),
  rest: { method: 'PATCH', path: '/models/{model}/versions/{version}/card' },
  team: teamOfModel,
  audit: ({ input, output }) => ({
    subject: versionSubject(output),
    under: [modelSubject(output.model)],
    detail: {
      revision: output.revision,
      complete: output.complete,
      sections: NARRATIVE_SECTIONS.filter((section) => input[section] !== undefined),
      evidenceId: output.evidenceId,
    },
  }),
  async run({ tx, actor, input, now }) {
    const { model: _model, version: _version, ...written } = input
    if (Object.keys(written).length === 0) {
      refuse('invalid', 'No section was sent.', [{ path: 'body', message: `Send one or more of ${NARRATIVE_SECTIONS.join(', ')}.` }])
    }
    const { version } = await versionByKey(tx, input)
    if (version.status !== 'ready') refuse('not-ready', `The version is ${version.status}; a card is about a version that passed intake.`)
    await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.id, version.id)).for('update')
    const last = await newestRevision(tx, version.id)
    const narrative = { ...last?.narrative, ...written }
    const revision = (last?.revision ?? 0) + 1
    await tx.insert(cardRevision).values({ id: newId(), versionId: version.id, revision, narrative, createdBy: actor.id, createdAt: now })
    const missing = missingSections(narrative)
    const complete = missing.length === 0
    const recorded = await addEvidence(
      tx,
      {
        versionId: version.id,
        kind: 'card',
        inputs: [{ role: 'card', digest: digestOf(narrative) }],
        parameters: { revision },
        kernelVersion: KERNEL_VERSION,
        result: { complete, missing, required: [...NARRATIVE_SECTIONS], revision },
      },
      now,
    )
    return { model: input.model, version: input.version, revision, complete, missing, evidenceId: recorded.id }
  },
})
