'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { Fragment } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'
import { Id } from '../../ui/digest.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section, Subhead } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { eventSentence, eventTopic } from '../events/event-words.tsx'
import { auditHref, type AuditQuery } from './audit-query.ts'
import { operationWords } from './audited.ts'
import { EventChange } from './event-change.tsx'
import { EventFacts } from './event-facts.tsx'
import { EventNext } from './event-next.tsx'
import { EventProof } from './event-proof.tsx'

/** One event beside the list: what it says, and the proof that it was logged so. */
export function EventDetail({ event: id, query }: { readonly event: string; readonly query: AuditQuery }) {
  const trpc = useTRPC()
  const { data: event } = useSuspenseQuery(trpc.ledger.getAuditEvent.queryOptions({ event: id }))
  const { event: _event, ...list } = query
  const { label, href } = eventTopic(event)
  const { reason, ...recorded } = readReason(event.detail)
  const under = event.subjects.filter((name) => name !== event.subject)
  return (
    <aside className="event-rail">
      <Section
        title={operationWords(event.operation)}
        actions={
          <>
            <Id value={event.id} />
            <Link className="ib" href={auditHref(list)} aria-label="Close the event">
              <X className="i s" aria-hidden />
            </Link>
          </>
        }
      >
        <p>
          {href ? <Link href={href}>{label}</Link> : <b>{label}</b>}: {eventSentence(event)}.
        </p>
        {reason ? (
          <>
            <Subhead>Reason given</Subhead>
            <p className="muted whitespace-pre-wrap break-words">“{reason}”</p>
          </>
        ) : null}
        <EventChange event={event.id} />
        <Subhead>Facts</Subhead>
        <KeyValue
          items={[
            { label: 'When', value: <Time at={event.at} form="absolute" /> },
            {
              label: 'Who',
              value:
                event.actor.kind === 'user' ? (
                  <Link href={auditHref({ actor: event.actor.id })}>{event.actor.name}</Link>
                ) : (
                  `${event.actor.name}, ${event.actor.kind === 'system' ? 'the product itself' : 'service account'}`
                ),
            },
            { label: 'Subject', value: <SubjectLinks names={[event.subject]} /> },
            ...(under.length > 0 ? [{ label: 'Under', value: <SubjectLinks names={under} /> }] : []),
          ]}
        />
        <EventFacts detail={recorded} />
        <EventProof event={event} />
        <EventNext event={event} query={list} />
      </Section>
    </aside>
  )
}

/** The reason apart from the other facts, where the command asked for one. */
function readReason({ reason, ...rest }: Record<string, unknown>): Record<string, unknown> & { readonly reason: string | null } {
  return { ...rest, reason: typeof reason === 'string' && reason !== '' ? reason : null }
}

function SubjectLinks({ names }: { readonly names: readonly string[] }) {
  return names.map((name, i) => (
    <Fragment key={name}>
      {i > 0 ? ', ' : null}
      <Link href={auditHref({ subject: name })}>{name}</Link>
    </Fragment>
  ))
}
