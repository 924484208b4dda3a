'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { Action } from '#server/contracts/permissions.ts'
import { actionInSentence } from './action-words.ts'
import { useTRPC } from './trpc.ts'

/** Who is signed in, with role, team and permissions; loaded by the layout. */
export function useMe() {
  const trpc = useTRPC()
  return useSuspenseQuery({ ...trpc.identity.getMe.queryOptions({}), staleTime: 60_000 }).data
}

/** Why the person may not do this to what `team` owns, as a sentence for a blocked button; null when they may. `team` null: nobody's in particular. */
export function usePermission(action: Action, team: string | null): string | null {
  const me = useMe()
  const scope = me.permissions[action]
  if (!scope) return `The role ${me.role.replaceAll('-', ' ')} may not ${actionInSentence(action)}`
  if (scope === 'team' && team !== null && team !== me.team) return `This belongs to ${team}, and your role acts for ${me.team ?? 'a team'} alone`
  if (scope === 'team' && me.team === null) return 'You belong to no team yet; an administrator assigns one'
  return null
}
