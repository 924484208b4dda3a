import { z } from 'zod'
import { gateView } from '#server/contracts/governance.ts'
import { versionKey } from '#server/contracts/registry.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { versionByKey } from '#server/domain/registry/index.ts'
import { evaluateVersion } from './evaluate.ts'

/** How each gate of the policy in force stands for a version now, before anybody asks for approval. */
export const listGates = defineQuery({
  name: 'list-gates',
  summary: 'How the gates of the policy in force stand for a version',
  permission: 'read',
  input: versionKey,
  output: z.object({ items: z.array(gateView), nextCursor: z.null(), policyRevision: z.number().int() }),
  rest: { method: 'GET', path: '/models/{model}/versions/{version}/gates' },
  async run({ db, input, now }) {
    const evaluation = await evaluateVersion(db, await versionByKey(db, input), now)
    return { items: evaluation.gates, nextCursor: null, policyRevision: evaluation.policy.revision }
  },
})
