'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { ACTIONS } from '#server/contracts/permissions.ts'
import { ACTION_WORDS } from '../../trpc/action-words.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe } from '../../trpc/use-permission.ts'
import { inWords } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { KeysTable } from './keys-table.tsx'
import { NewKey } from './new-key.tsx'
import { roleLabel } from './role-words.ts'
import { SessionsTable } from './sessions-table.tsx'
import { mine } from './settings-inputs.ts'
import { SettingsFrame } from './settings-frame.tsx'

const reach = (scope: string, team: string | null): string => (scope === 'team' ? `for ${team ?? 'no team yet'}` : 'everywhere')

/** Who you are, what you may do, where you are signed in and which keys act as you. */
export function AccountPage({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const me = useMe()
  const { data: sessions } = useSuspenseQuery(trpc.identity.listSessions.queryOptions(mine))
  const { data: keys } = useSuspenseQuery(trpc.identity.listKeys.queryOptions(mine))
  const open = sessions.items.filter((session) => !session.revokedAt && session.expiresAt > now).length
  const working = keys.items.filter((key) => !key.revokedAt && (key.expiresAt === null || key.expiresAt > now)).length
  return (
    <SettingsFrame
      name="My account"
      meta={me.email ?? undefined}
      answer={
        <>
          You are signed in <b>{open === 1 ? 'on one device' : `${inWords(open)} times`}</b>, and{' '}
          {working === 0 ? 'no key acts' : working === 1 ? 'one key acts' : `${inWords(working)} keys act`} as you.
        </>
      }
      lead={`${me.name}, ${roleLabel(me.role)}${me.team ? ` in ${me.team}` : ''}.`}
    >
      <Section title="My sessions" lead="End what you do not know.">
        <SessionsTable sessions={sessions.items} now={now} />
      </Section>
      <Section title="My keys" lead="A key does what you may do, and ends by itself." actions={<NewKey />}>
        <KeysTable keys={keys.items} now={now} />
      </Section>
      <Section title="What I may do" lead="By role; an administrator changes it.">
        <KeyValue
          items={ACTIONS.flatMap((action) => {
            const [words, scope] = [ACTION_WORDS[action], me.permissions[action]]
            return words && scope ? [{ label: words, value: reach(scope, me.team) }] : []
          })}
        />
      </Section>
    </SettingsFrame>
  )
}
