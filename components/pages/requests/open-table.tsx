'use client'

import type { Outputs } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { State } from '../../ui/state.tsx'
import { Tier } from '../../ui/tier.tsx'
import { Time } from '../../ui/time.tsx'
import { approvalsOf, blockersOf, blockingOf } from './request-words.ts'
import { SignatureSlots } from './signature-slots.tsx'

export type QueueEntry = Outputs['governance']['listQueue']['items'][number]

const WAITS: Record<QueueEntry['standing'], string> = {
  decide: 'waits for you',
  decided: 'you have signed; waits for somebody else',
  registered: 'you registered this version; waits for somebody else',
  opened: 'waits for those who decide',
  read: 'waits for those who decide',
}

function Blocker({ entry }: { readonly entry: QueueEntry }) {
  const blocked = blockingOf(entry.gates).length > 0
  return (
    <>
      {blocked ? (
        <State state="fail" className="al">
          Blocked
        </State>
      ) : null}{' '}
      {blockersOf(entry).join('. ')}
      <span className="sub2">{entry.standing === 'decide' ? <b>{WAITS.decide}</b> : WAITS[entry.standing]}</span>
    </>
  )
}

const columns: readonly DataColumn<QueueEntry>[] = [
  {
    id: 'request',
    header: 'Request',
    value: (entry) => `${entry.model} v${entry.version}`,
    cell: (entry) => (
      <>
        <span className="strong">
          {entry.model} v{entry.version}
        </span>
        <span className="sub2 font-normal">
          for {entry.environment}, by {entry.openedBy.name}
        </span>
      </>
    ),
  },
  {
    id: 'open',
    header: 'Open for',
    value: (entry) => Date.parse(entry.openedAt),
    cell: (entry) => <Time at={entry.openedAt} form="age" />,
    csv: (entry) => entry.openedAt,
    sort: 'asc',
    nowrap: true,
  },
  {
    id: 'tier',
    header: 'Risk',
    value: (entry) => entry.riskTier,
    cell: (entry) => <Tier tier={entry.riskTier} />,
    order: (entry) => ['high', 'medium', 'low'].indexOf(entry.riskTier),
    filter: true,
  },
  { id: 'blocks', header: 'What blocks it', value: (entry) => blockersOf(entry).join('. '), cell: (entry) => <Blocker entry={entry} />, sort: false },
  {
    id: 'signatures',
    header: 'Signatures',
    value: (entry) => approvalsOf(entry),
    cell: (entry) => <SignatureSlots given={approvalsOf(entry)} required={entry.requiredApprovals} />,
    csv: (entry) => `${approvalsOf(entry)} of ${entry.requiredApprovals}`,
    nowrap: true,
  },
]

interface OpenTableProps {
  readonly entries: readonly QueueEntry[]
  readonly own?: boolean
  readonly ownOnly?: boolean
  readonly cursor?: string | undefined
  readonly nextCursor?: string | null
}

/** Open requests in the order they came. */
export function OpenTable({ entries, own = false, ownOnly = false, cursor, nextCursor = null }: OpenTableProps) {
  const paged = cursor !== undefined || nextCursor !== null
  return (
    <DataTable
      caption={own ? 'Open requests of yours' : 'Open requests'}
      noun={['request', 'requests']}
      columns={columns}
      rows={entries}
      rowKey={(entry) => entry.id}
      rowHref={(entry) => `/requests/${entry.id}`}
      urlKey={own ? 'own' : undefined}
      plain={own || entries.length < 2}
      search="Filter by model or person"
      csvName="review-queue"
      pager={
        paged ? { newerHref: cursor === undefined ? null : '/requests', olderHref: nextCursor === null ? null : `/requests?cursor=${nextCursor}` } : undefined
      }
      empty={
        <Empty title={ownOnly ? 'No request of anybody else is open' : 'No request is open'}>
          An engineer asks for approval on the page of a version. What is asked for then stands here until it is decided.
        </Empty>
      }
    />
  )
}
