'use client'

import type { RequestView } from '#server/contracts/governance.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TablePager } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { listOf, requestState } from './request-words.ts'

const REASON_SHOWN = 160

const cut = (text: string): string => (text.length > REASON_SHOWN ? `${text.slice(0, REASON_SHOWN).trimEnd()} …` : text)

/** The words of whoever settled it: the one who rejected, else the last who approved. */
function whyOf(request: RequestView): string {
  if (request.state === 'withdrawn') return 'Withdrawn by the requester’s side'
  const last = request.decisions.find((held) => held.decision === 'reject') ?? request.decisions[request.decisions.length - 1]
  return last ? `“${cut(last.reason)}”` : ''
}

const columns: readonly DataColumn<RequestView>[] = [
  {
    id: 'request',
    header: 'Request',
    value: (request) => `${request.model} v${request.version}`,
    cell: (request) => (
      <>
        {request.model} v{request.version}
        <span className="sub2 font-normal">
          for {request.environment}, by {request.openedBy.name}
        </span>
      </>
    ),
    sort: false,
  },
  {
    id: 'state',
    header: 'Decision',
    value: (request) => request.state,
    cell: (request) => <State state={requestState(request.state)} />,
    sort: false,
    nowrap: true,
  },
  { id: 'why', header: 'Why', value: whyOf, sort: false },
  {
    id: 'decided',
    header: 'Decided',
    value: (request) => request.closedAt,
    cell: (request) => (
      <>
        <Time at={request.closedAt} />
        <span className="sub2">{listOf(request.decisions.map((held) => held.actor.name))}</span>
      </>
    ),
    sort: false,
  },
]

interface DecidedTableProps {
  readonly requests: readonly RequestView[]
  readonly plain?: boolean
  readonly pager?: TablePager | undefined
}

/** Closed requests, the newest first. */
export function DecidedTable({ requests, plain = false, pager }: DecidedTableProps) {
  return (
    <DataTable
      caption="Decided requests"
      noun={['request', 'requests']}
      columns={columns}
      rows={requests}
      rowKey={(request) => request.id}
      rowHref={(request) => `/requests/${request.id}`}
      urlKey="decided"
      server={pager !== undefined}
      plain={plain}
      pager={pager}
      csvName="decided-requests"
      empty={<Empty title="Nothing has been decided yet">Approvals, rejections and withdrawals stand here with their reasons.</Empty>}
    />
  )
}
