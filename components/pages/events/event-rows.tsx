'use client'

import Link from 'next/link'
import type { AuditEventView } from '#server/contracts/ledger.ts'
import { EventList } from '../../ui/event-list.tsx'
import { EventIcon, eventSentence, eventTopic } from './event-words.tsx'

interface EventRowsProps {
  readonly events: readonly AuditEventView[]
  /** Leaves the topic out where the page is about nothing else. */
  readonly topicKnown?: boolean
}

/** Audit events as news: when, what, by whom, and the leaf in the log. */
export function EventRows({ events, topicKnown = false }: EventRowsProps) {
  return (
    <EventList
      entries={events.map((event) => ({
        id: event.id,
        at: event.at,
        icon: <EventIcon operation={event.operation} />,
        text: (
          <>
            {topicKnown ? null : <Topic event={event} />}
            {eventSentence(event)}.
          </>
        ),
        by: event.actor.name,
        leaf: event.leafIndex,
      }))}
    />
  )
}

function Topic({ event }: { readonly event: AuditEventView }) {
  const { label, href } = eventTopic(event)
  return (
    <>
      {href ? (
        <Link className="plain strong" href={href}>
          {label}
        </Link>
      ) : (
        <b>{label}</b>
      )}
      :{' '}
    </>
  )
}
