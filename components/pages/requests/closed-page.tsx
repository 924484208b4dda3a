'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { SegmentedLinks } from '../../ui/segmented.tsx'
import { DecidedTable } from './decided-table.tsx'
import { CLOSED_STATES, closedInput } from './queue-inputs.ts'
import type { ClosedState } from './queue-inputs.ts'

const LABELS: Record<ClosedState, string> = { closed: 'All decided', approved: 'Approved', rejected: 'Rejected', withdrawn: 'Withdrawn' }
const ANSWERS: Record<ClosedState, string> = {
  closed: 'What was asked for and is settled, the newest request first.',
  approved: 'Requests that enough people approved; each issued a grant.',
  rejected: 'Requests that somebody rejected; one rejection closes a request.',
  withdrawn: 'Requests that were taken back before they were decided.',
}

const hrefOf = (state: ClosedState, cursor?: string) => `/requests?state=${state}${cursor === undefined ? '' : `&cursor=${cursor}`}`

/** Settled requests of one kind, page by page. */
export function ClosedPage({ state, cursor }: { readonly state: ClosedState; readonly cursor: string | undefined }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listRequests.queryOptions(closedInput(state, cursor)))
  return (
    <Page breadcrumb={[{ label: 'Review queue', href: '/requests' }, { label: LABELS[state] }]}>
      <PageHead name="Decided requests" state={state === 'closed' ? 'done' : state} answer={ANSWERS[state]} />
      <div className="row mt6">
        <SegmentedLinks
          label="Which requests"
          options={[
            { href: '/requests', label: 'Open' },
            ...CLOSED_STATES.map((each) => ({ href: hrefOf(each), label: LABELS[each], current: each === state })),
          ]}
        />
      </div>
      <div className="mt4">
        <DecidedTable
          requests={data.items}
          pager={{ newerHref: cursor === undefined ? null : hrefOf(state), olderHref: data.nextCursor === null ? null : hrefOf(state, data.nextCursor) }}
        />
      </div>
    </Page>
  )
}
