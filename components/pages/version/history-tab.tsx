'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/section.tsx'
import { EventRows } from '../events/event-rows.tsx'
import { HISTORY_READ, type TabProps } from './shown.ts'

/** Everything logged about a version, newest first, with its place in the log. */
export function HistoryTab({ model, version }: TabProps) {
  const trpc = useTRPC()
  const subject = `version:${model}/${version}`
  const { data } = useSuspenseQuery(trpc.ledger.listAuditEvents.queryOptions({ subject, order: 'newest', limit: HISTORY_READ }))
  return (
    <Section title="History" lead="Newest first; the number at the end is the place in the tamper-evident log.">
      {data.items.length === 0 ? (
        <Empty title="Nothing is logged yet">Events appear within a second of what they are about.</Empty>
      ) : (
        <EventRows events={data.items} topicKnown />
      )}
      <p className="note">
        <Link href={`/audit?subject=${encodeURIComponent(subject)}`}>
          {data.nextCursor ? 'Older events and proofs' : 'Proofs of these events'} in the audit log
        </Link>
      </p>
    </Section>
  )
}
