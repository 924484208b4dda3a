import { z } from 'zod'
import { principalView as principalContract } from '#server/contracts/identity.ts'
import { ACTIONS, scopeOf } from '#server/contracts/permissions.ts'
import { defineQuery, found } from '#server/domain/kit/index.ts'
import { principalById, principalView } from './internal.ts'

/** Who the caller is and what they may do, so that a page can say what blocks a button. */
export const getMe = defineQuery({
  name: 'get-me',
  summary: 'Who you are and what you may do',
  permission: 'read',
  input: z.object({}),
  output: principalContract.extend({ permissions: z.record(z.string(), z.enum(['any', 'team'])) }),
  rest: { method: 'GET', path: '/me' },
  async run({ db, actor }) {
    const row = found(await principalById(db, actor.id), 'account')
    const permissions = Object.fromEntries(
      ACTIONS.flatMap((action) => {
        const scope = scopeOf(actor.role, action)
        return scope ? [[action, scope] as const] : []
      }),
    )
    return { ...principalView(row.principal, row.teamName), permissions }
  },
})
