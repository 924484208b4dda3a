'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { EventProof } from '../audit/event-proof.tsx'

/** That the grant under which it was answered is in the signed log: its event, with its proof recomputed here. */
export function ProofSection({ grantId }: { readonly grantId: string }) {
  const trpc = useTRPC()
  const subject = `grant:${grantId}`
  const { data, error } = useQuery(trpc.ledger.listAuditEvents.queryOptions({ subject, order: 'oldest', limit: 1 }))
  const event = data?.items[0]
  return (
    <Section title="Proof of inclusion" lead="Of the grant, recomputed in this browser; the server is not trusted for it.">
      {event ? (
        <>
          <p>
            Issued by the decision of {event.actor.name} on <Time at={event.at} form="absolute" />;{' '}
            <Link href={`/audit?subject=${subject}`}>all of its events</Link>.
          </p>
          <EventProof event={event} />
        </>
      ) : error ? (
        <p>
          <State state="not-measured">Not verified.</State> {failureOf(error).message}
        </p>
      ) : data ? (
        <p>
          <State state="waiting">Not in the log yet.</State> An event is taken in within a second.
        </p>
      ) : (
        <p className="muted">Being looked up in the log.</p>
      )}
    </Section>
  )
}
