'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { AuditEventView } from '#server/contracts/ledger.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { SegmentedLinks } from '../../ui/segmented.tsx'
import { Time } from '../../ui/time.tsx'
import { eventSentence, eventTopic } from '../events/event-words.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { auditHref, auditInput, isFiltered, type AuditQuery } from './audit-query.ts'
import { operationWords } from './audited.ts'

const columnsOf = (now: string): readonly DataColumn<AuditEventView>[] => [
  { id: 'at', header: 'Time, UTC', value: (event) => event.at, cell: (event) => <Time at={event.at} now={now} />, sort: false, nowrap: true },
  { id: 'who', header: 'Who', value: (event) => event.actor.name, sort: false },
  { id: 'operation', header: 'Did', value: (event) => event.operation, cell: (event) => operationWords(event.operation), sort: false, nowrap: true },
  {
    id: 'subject',
    header: 'To what',
    value: (event) => event.subject,
    cell: (event) => (
      <>
        {eventTopic(event).label}
        <span className="sub2 clip-2">{eventSentence(event)}</span>
      </>
    ),
    sort: false,
  },
  {
    id: 'leaf',
    header: 'Leaf',
    value: (event) => event.leafIndex,
    cell: (event) => <span className="mono faint small">{formatCount(event.leafIndex)}</span>,
    kind: 'number',
    sort: false,
  },
]

/** The events that the address asks for, newest first. */
export function EventsPart({ query, now }: { readonly query: AuditQuery; readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.ledger.listAuditEvents.queryOptions(auditInput(query)))
  const { cursor, event, ...filters } = query
  const { routine: _routine, ...everything } = filters
  const shown = event ? { event } : {}
  return (
    <Section
      title="Events"
      lead={
        cursor
          ? 'Older events, newest first.'
          : query.routine
            ? 'Newest first, what people decided and changed.'
            : 'Newest first. Every change and every decision is here; reads are not.'
      }
      actions={
        <SegmentedLinks
          label="Which events"
          options={[
            { href: auditHref({ ...everything, ...shown }), label: 'Everything', current: !query.routine },
            { href: auditHref({ ...everything, routine: 'hidden', ...shown }), label: 'Without routine', current: query.routine === 'hidden' },
          ]}
        />
      }
    >
      <AuditFilters query={query} />
      <DataTable
        caption="Events of the audit log"
        noun={['event', 'events']}
        columns={columnsOf(now)}
        rows={data.items}
        rowKey={(event) => event.id}
        rowHref={(event) => auditHref({ ...query, event: event.id })}
        selectedKey={query.event ?? null}
        pager={{ newerHref: cursor ? auditHref(filters) : null, olderHref: data.nextCursor ? auditHref({ ...filters, cursor: data.nextCursor }) : null }}
        csvName="audit-events"
        compact
        server
        empty={
          isFiltered(query) ? (
            <Empty title="No event matches these filters" actions={<LinkButton href="/audit">Remove the filters</LinkButton>}>
              Without them the log has entries.
            </Empty>
          ) : (
            <Empty title="Nothing has happened yet">The first change in the product is the first entry.</Empty>
          )
        }
      />
    </Section>
  )
}
