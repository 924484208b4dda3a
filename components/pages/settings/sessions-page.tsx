'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { SessionsTable } from './sessions-table.tsx'
import { SettingsFrame } from './settings-frame.tsx'
import { ofEveryone } from './settings-inputs.ts'

/** Who is signed in now. */
export function SessionsPage({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.identity.listSessions.queryOptions(ofEveryone))
  const manages = usePermission('identity:write', null) === null
  const open = data.items.filter((session) => !session.revokedAt && session.expiresAt > now)
  const people = new Set(open.map((session) => session.owner.id)).size
  return (
    <SettingsFrame
      name="Sessions"
      meta={plural(data.items.length, 'session')}
      answer={
        manages
          ? `${plural(people, 'person is', 'people are')} signed in, on ${plural(open.length, 'device')}.`
          : `You are signed in on ${plural(open.length, 'device')}.`
      }
      lead={manages ? 'A session that is ended is refused with its next request.' : 'You see your own sessions here; an administrator sees all.'}
    >
      <Section title={manages ? 'All sessions' : 'My sessions'}>
        <SessionsTable sessions={data.items} now={now} withOwner={manages} />
      </Section>
    </SettingsFrame>
  )
}
