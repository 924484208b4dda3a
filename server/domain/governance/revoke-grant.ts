import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { approvalGrant } from '#drizzle/schema/governance.ts'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { freeText, uuid } from '#server/contracts/common.ts'
import { grantView as grantContract } from '#server/contracts/governance.ts'
import { defineCommand, found, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { grantQuery, grantSubject, grantState, grantView } from './internal.ts'

/** Takes back the permission to serve; the inference workers refuse within two seconds. */
export const revokeGrant = defineCommand({
  name: 'revoke-grant',
  summary: 'Revoke a grant; inference refuses within two seconds',
  permission: 'grant:revoke',
  input: z.object({ grant: uuid, reason: freeText(10_000).min(1, 'A revocation needs a reason.') }),
  output: grantContract,
  rest: { method: 'POST', path: '/grants/{grant}/revoke' },
  team: ofNoTeam,
  audit: ({ input, output }) => ({
    subject: grantSubject(output.id),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { reason: input.reason, servingDigest: output.servingDigest, environment: output.environment },
  }),
  async run({ tx, actor, input, now }) {
    const [known] = await grantQuery(tx).where(eq(approvalGrant.id, input.grant))
    const { version } = found(known, 'such grant')
    await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.id, version.id)).for('update')
    const [held] = await tx.select().from(approvalGrant).where(eq(approvalGrant.id, input.grant)).for('update')
    if (held && grantState(held, now) !== 'live') refuse('grant-ended', `The grant is ${grantState(held, now)} already.`)
    const revokedBy = actor.kind === 'system' ? null : actor.id
    await tx.update(approvalGrant).set({ revokedAt: now, revokedBy, revokeReason: input.reason }).where(eq(approvalGrant.id, input.grant))
    if (version.lifecycle !== 'retired') await tx.update(modelVersion).set({ lifecycle: 'registered' }).where(eq(modelVersion.id, version.id))
    const [changed] = await grantQuery(tx).where(eq(approvalGrant.id, input.grant))
    return grantView(found(changed, 'such grant'), now)
  },
})
