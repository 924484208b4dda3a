'use client'

import { useMutation } from '@tanstack/react-query'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { AlertDialog } from '../../ui/alert-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatDistance, formatInstant } from '../../ui/format-time.ts'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { notify } from '../../ui/toaster.tsx'

type Key = Outputs['identity']['listKeys']['items'][number]

const SOON_MS = 14 * 86_400_000
const STATES = ['expires-soon', 'active', 'expired', 'revoked'] as const
type KeyState = (typeof STATES)[number]

function stateOfKey(key: Key, now: string): KeyState {
  if (key.revokedAt) return 'revoked'
  if (key.expiresAt && key.expiresAt <= now) return 'expired'
  return key.expiresAt && Date.parse(key.expiresAt) - Date.parse(now) < SOON_MS ? 'expires-soon' : 'active'
}

function KeyMark({ held, now }: { readonly held: Key; readonly now: string }) {
  const state = stateOfKey(held, now)
  if (state === 'revoked') return <State state="retired">Revoked</State>
  if (state === 'expired') return <State state="retired">Ended</State>
  if (state === 'active') return <State state="allowed">Works</State>
  return <State state="expires-soon">Ends in {formatDistance(now, held.expiresAt ?? now)}</State>
}

const columnsOf = (now: string, withOwner: boolean): readonly DataColumn<Key>[] => [
  {
    id: 'name',
    header: 'Key',
    value: (key) => key.name,
    cell: (key) => (
      <>
        {key.name}
        <span className="sub2 mono">{key.prefix}…</span>
      </>
    ),
  },
  ...(withOwner ? [{ id: 'owner', header: 'Account', value: (key: Key) => key.owner.name }] : []),
  {
    id: 'state',
    header: 'State',
    value: (key) => stateOfKey(key, now),
    cell: (key) => <KeyMark held={key} now={now} />,
    order: (key) => STATES.indexOf(stateOfKey(key, now)),
    nowrap: true,
  },
  {
    id: 'used',
    header: 'Last used',
    value: (key) => key.lastUsedAt,
    cell: (key) => (key.lastUsedAt ? <Time at={key.lastUsedAt} now={now} /> : <span className="muted">never</span>),
    sort: 'desc',
    nowrap: true,
  },
  {
    id: 'ends',
    header: 'Ends',
    value: (key) => key.expiresAt,
    cell: (key) => (key.expiresAt ? <Time at={key.expiresAt} form="date" /> : <span className="muted">when revoked</span>),
    nowrap: true,
  },
  { id: 'made', header: 'Made', value: (key) => key.createdAt, cell: (key) => <Time at={key.createdAt} now={now} />, sort: 'desc', nowrap: true },
  {
    id: 'action',
    header: 'Action',
    value: () => null,
    cell: (key) => (stateOfKey(key, now) === 'revoked' || stateOfKey(key, now) === 'expired' ? null : <RevokeKey held={key} />),
    sort: false,
  },
]

interface KeysTableProps {
  readonly keys: readonly Key[]
  readonly now: string
  readonly withOwner?: boolean
}

/** Keys without their secrets: what for, since when, last used, until when. */
export function KeysTable({ keys, now, withOwner = false }: KeysTableProps) {
  return (
    <DataTable
      caption="Keys"
      noun={['key', 'keys']}
      columns={columnsOf(now, withOwner)}
      rows={keys}
      rowKey={(key) => key.id}
      defaultSort="state"
      urlKey="keys"
      plain={!withOwner}
      csvName="keys"
      search={withOwner ? 'Filter by key or account' : undefined}
      empty={<Empty title="No key yet">A key lets a script or a pipeline act through the API.</Empty>}
    />
  )
}

function RevokeKey({ held }: { readonly held: Key }) {
  const trpc = useTRPC()
  const revoke = useMutation(trpc.identity.revokeKey.mutationOptions({ meta: { inline: true } }))
  return (
    <AlertDialog
      title={`Revoke key ${held.name}?`}
      description={`Whatever uses it is refused from the next request on. ${held.lastUsedAt ? `It was used last on ${formatInstant(held.lastUsedAt)}.` : 'It was never used.'}`}
      trigger={
        <Button size="small" variant="quiet" aria-label={`Revoke key ${held.name}`}>
          Revoke
        </Button>
      }
      confirm="Revoke the key"
      busyLabel="Revoking"
      cancel="Keep the key"
      danger
      onConfirm={async () => {
        await revoke.mutateAsync({ key: held.id })
        notify.done(`Key ${held.name} revoked`)
      }}
    />
  )
}
