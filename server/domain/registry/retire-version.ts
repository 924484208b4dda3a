import { and, eq, isNull, gt } from 'drizzle-orm'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { freeText } from '#server/contracts/common.ts'
import { versionKey, versionView as versionContract } from '#server/contracts/registry.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionById, versionByKey, versionSubject, versionView } from './internal.ts'

/** Ends the life of a version; one that may still serve is revoked first. */
export const retireVersion = defineCommand({
  name: 'retire-version',
  summary: 'Retire a version that no live grant covers',
  permission: 'model:write',
  input: versionKey.extend({ reason: freeText(2000).min(1, 'Say why.') }),
  output: versionContract,
  rest: { method: 'POST', path: '/models/{model}/versions/{version}/retire' },
  team: teamOfModel,
  audit: ({ input, output }) => ({ subject: versionSubject(output), under: [modelSubject(output.model)], detail: { reason: input.reason } }),
  async run({ tx, input, now }) {
    const { version } = await versionByKey(tx, input)
    await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.id, version.id)).for('update')
    const [live] = await tx
      .select({ id: approvalGrant.id })
      .from(approvalGrant)
      .where(and(eq(approvalGrant.versionId, version.id), isNull(approvalGrant.revokedAt), gt(approvalGrant.expiresAt, now)))
    if (live) refuse('conflict', 'A live grant lets this version serve. Revoke the grant first.')
    await tx.update(modelVersion).set({ lifecycle: 'retired' }).where(eq(modelVersion.id, version.id))
    return versionView(await versionById(tx, version.id))
  },
})
