'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { AuditEventView } from '#server/contracts/ledger.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatDuration } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { eventSentence } from '../events/event-words.tsx'
import { auditHref, type AuditQuery } from './audit-query.ts'
import { operationWords } from './audited.ts'

const SHOWN = 3

/** What happened to the same thing after an event, and how much later. */
export function EventNext({ event, query }: { readonly event: AuditEventView; readonly query: AuditQuery }) {
  const trpc = useTRPC()
  const { leafIndex, subject, at } = event
  const { data } = useQuery({
    ...trpc.ledger.listAuditEvents.queryOptions({ subject, after: leafIndex ?? 0, limit: SHOWN }),
    enabled: leafIndex !== null,
  })
  if (!data || data.items.length === 0) return null
  return (
    <>
      <Subhead>Next, about the same</Subhead>
      <ul className="lst">
        {data.items.map((next) => (
          <li key={next.id}>
            <Link href={auditHref({ ...query, event: next.id })}>{operationWords(next.operation)}</Link>: {eventSentence(next)}{' '}
            <span className="muted">
              {formatDuration(Date.parse(next.at) - Date.parse(at))} later, {next.actor.name}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
