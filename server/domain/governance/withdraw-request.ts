import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { approvalRequest } from '#drizzle/schema/governance.ts'
import { freeText, uuid } from '#server/contracts/common.ts'
import { requestView as requestContract } from '#server/contracts/governance.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionSubject } from '#server/domain/registry/index.ts'
import { requestById, requestSubject, requestViewById } from './internal.ts'

export const withdrawRequest = defineCommand({
  name: 'withdraw-request',
  summary: 'Withdraw an open approval request',
  permission: 'request:withdraw',
  input: z.object({ request: uuid, reason: freeText(2000).min(1, 'Say why.') }),
  output: requestContract,
  rest: { method: 'POST', path: '/approval-requests/{request}/withdraw' },
  team: async (db, input) => (await requestById(db, input.request)).model.teamId,
  audit: ({ input, output }) => ({
    subject: requestSubject(output.id),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { reason: input.reason },
  }),
  async run({ tx, input, now }) {
    const [held] = await tx.select().from(approvalRequest).where(eq(approvalRequest.id, input.request)).for('update')
    if (held?.state !== 'open') refuse('request-closed', `The request is ${held?.state ?? 'gone'}.`)
    await tx.update(approvalRequest).set({ state: 'withdrawn', closedAt: now }).where(eq(approvalRequest.id, held.id))
    return requestViewById(tx, held.id)
  },
})
