'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { EventRows } from '../events/event-rows.tsx'
import { isNews } from '../events/event-words.tsx'
import { EVENTS_READ, SESSIONS_READ } from './shown.ts'

const SHOWN = 8

/** What happened to models lately, and how much of it the person has not seen. */
export function NewsPart() {
  const trpc = useTRPC()
  const { data: events } = useSuspenseQuery(trpc.ledger.listAuditEvents.queryOptions({ order: 'newest', limit: EVENTS_READ }))
  const { data: sessions } = useSuspenseQuery(trpc.identity.listSessions.queryOptions({ limit: SESSIONS_READ }))
  const before = sessions.items.find((session) => !session.current)?.lastSeenAt
  const news = events.items.filter(isNews)
  const unseen = before ? news.filter((event) => event.at > before).length : 0
  return (
    <Section
      title="What changed"
      lead={before ? `${plural(unseen, 'event')} since you were here on ${formatInstant(before)}.` : 'What approval and serving rest on, newest first.'}
    >
      {news.length === 0 ? (
        <Empty title="Nothing has happened yet">Registering, approving, deploying and revoking appear here as they are logged.</Empty>
      ) : (
        <EventRows events={news.slice(0, SHOWN)} />
      )}
      <p className="note">
        <Link href="/audit">All events in the audit log</Link>
      </p>
    </Section>
  )
}
