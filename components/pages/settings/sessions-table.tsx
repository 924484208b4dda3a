'use client'

import { useMutation } from '@tanstack/react-query'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { AlertDialog } from '../../ui/alert-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { notify } from '../../ui/toaster.tsx'
import { deviceOf } from './device.ts'

type Session = Outputs['identity']['listSessions']['items'][number]

const stateOfSession = (session: Session, now: string) =>
  session.current ? 'current' : session.revokedAt ? 'revoked' : session.expiresAt <= now ? 'expired' : 'open'
const ORDER = ['current', 'open', 'expired', 'revoked']

function Mark({ session, now }: { readonly session: Session; readonly now: string }) {
  const state = stateOfSession(session, now)
  if (state === 'current') return <State state="serving">This one</State>
  if (state === 'open') return <State state="allowed">Open</State>
  return <State state="retired">{state === 'revoked' ? 'Ended by hand' : 'Ended'}</State>
}

const columnsOf = (now: string, withOwner: boolean): readonly DataColumn<Session>[] => [
  ...(withOwner ? [{ id: 'owner', header: 'Person', value: (session: Session) => session.owner.name }] : []),
  {
    id: 'device',
    header: 'Device',
    value: (session) => deviceOf(session.userAgent),
    cell: (session) => <span title={session.userAgent ?? undefined}>{deviceOf(session.userAgent)}</span>,
  },
  { id: 'address', header: 'Address', value: (session) => session.address, nowrap: true },
  {
    id: 'state',
    header: 'State',
    value: (session) => stateOfSession(session, now),
    cell: (session) => <Mark session={session} now={now} />,
    order: (session) => ORDER.indexOf(stateOfSession(session, now)),
    nowrap: true,
  },
  {
    id: 'seen',
    header: 'Last seen',
    value: (session) => session.lastSeenAt,
    cell: (session) => <Time at={session.lastSeenAt} now={now} />,
    sort: 'desc',
    nowrap: true,
  },
  {
    id: 'since',
    header: 'Signed in',
    value: (session) => session.createdAt,
    cell: (session) => <Time at={session.createdAt} now={now} />,
    sort: 'desc',
    nowrap: true,
  },
  {
    id: 'action',
    header: 'Action',
    value: () => null,
    cell: (session) => (stateOfSession(session, now) === 'open' ? <EndSession session={session} /> : null),
    sort: false,
  },
]

interface SessionsTableProps {
  readonly sessions: readonly Session[]
  readonly now: string
  readonly withOwner?: boolean
}

/** Where somebody is signed in, and what ended. */
export function SessionsTable({ sessions, now, withOwner = false }: SessionsTableProps) {
  return (
    <DataTable
      caption="Sessions"
      noun={['session', 'sessions']}
      columns={columnsOf(now, withOwner)}
      rows={sessions}
      rowKey={(session) => session.id}
      defaultSort="state"
      urlKey="sessions"
      plain={!withOwner}
      search={withOwner ? 'Filter by person or device' : undefined}
      csvName="sessions"
      empty={<Empty title="Nobody is signed in">Sessions stand here from sign-in on.</Empty>}
    />
  )
}

function EndSession({ session }: { readonly session: Session }) {
  const trpc = useTRPC()
  const revoke = useMutation(trpc.identity.revokeSession.mutationOptions({ meta: { inline: true } }))
  return (
    <AlertDialog
      title={`End this session of ${session.owner.name}?`}
      description={`${deviceOf(session.userAgent)}${session.address ? ` at ${session.address}` : ''} is signed out with its next request.`}
      trigger={
        <Button size="small" variant="quiet" aria-label={`End the session of ${session.owner.name} on ${deviceOf(session.userAgent)}`}>
          End
        </Button>
      }
      confirm="End the session"
      busyLabel="Ending"
      cancel="Keep it open"
      danger
      onConfirm={async () => {
        await revoke.mutateAsync({ session: session.id })
        notify.done('Session ended')
      }}
    />
  )
}
