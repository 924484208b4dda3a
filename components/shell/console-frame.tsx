'use client'

import { useQuery } from '@tanstack/react-query'
import { Settings } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useMemo, type ReactNode } from 'react'
import { useInboxSeen } from '../pages/inbox/inbox-seen.ts'
import { unseen } from '../pages/inbox/inbox-words.ts'
import { useTRPC } from '../trpc/trpc.ts'
import { useMe } from '../trpc/use-permission.ts'
import { useLiveUpdates } from '../trpc/use-live-updates.ts'
import { formatCount } from '../ui/format.ts'
import { Time } from '../ui/time.tsx'
import { AppFrame } from './app-frame.tsx'
import { consoleNav } from './console-nav.ts'
import type { Person } from './frame-context.ts'
import { useConsoleCommands } from './use-console-commands.ts'
import { useConsoleSearch } from './use-console-search.ts'

const personItems = [{ label: 'Settings, keys and sessions', icon: <Settings />, href: '/settings' }]

/** The session row is revoked by the server when the cookie goes. */
const leave = () => void signOut({ callbackUrl: '/sign-in' })

/** The frame of every page behind the sign-in: navigation with the queue, search, the person and the state of the log. */
export function ConsoleFrame({ person, children }: { readonly person: Person; readonly children: ReactNode }) {
  const trpc = useTRPC()
  useLiveUpdates()
  const { data: queue } = useQuery(trpc.governance.countRequests.queryOptions({}))
  const waiting = queue ? (queue.decides ? queue.forYou : queue.open) : 0
  const { data: inbox } = useQuery(trpc.governance.listInbox.queryOptions({}))
  const seen = useInboxSeen(useMe().id)
  const news = inbox && seen !== null ? unseen(inbox.items, seen).length : 0
  const nav = useMemo(() => consoleNav(waiting, news), [waiting, news])
  const search = useConsoleSearch()
  const commands = useConsoleCommands(leave)
  return (
    <AppFrame nav={nav} foot={<LogFoot />} person={person} personItems={personItems} onSignOut={leave} commands={commands} search={search}>
      {children}
    </AppFrame>
  )
}

/** Until when the log is signed, and how long it is. */
function LogFoot() {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.ledger.listCheckpoints.queryOptions({ limit: 1 }))
  const newest = data?.items[0]
  if (!newest) return <p>The log has no signed entry yet</p>
  return (
    <>
      <p>
        Log signed <Time at={newest.createdAt} form="list" />
      </p>
      <p>
        {formatCount(newest.size)} {newest.size === 1 ? 'entry' : 'entries'}
      </p>
    </>
  )
}
