'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Columns } from '../../ui/columns.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { plural } from '../../ui/format.ts'
import { LinkButton } from '../../ui/button.tsx'
import { firstEventInput, type AuditQuery } from './audit-query.ts'
import { EventDetail } from './event-detail.tsx'
import { EventsPart } from './events-part.tsx'
import { logAnswer, logLead, logState } from './log-words.tsx'
import { useLogCheck } from './use-log-check.ts'
import { WholeLogButton } from './whole-log-button.tsx'

/** What happened, by whom, and that nothing of it was changed: checked in this browser, not taken from the server. */
export function AuditPage({ query, now }: { readonly query: AuditQuery; readonly now: string }) {
  const trpc = useTRPC()
  const { data: checkpoints } = useSuspenseQuery(trpc.ledger.listCheckpoints.queryOptions({ limit: 1 }))
  const { data: first } = useSuspenseQuery(trpc.ledger.listAuditEvents.queryOptions(firstEventInput))
  const size = checkpoints.items[0]?.size ?? 0
  const since = first.items[0]?.at
  const check = useLogCheck()
  return (
    <Page breadcrumb={[{ label: 'Audit log' }]} wide>
      <PageHead
        name="Audit log"
        meta={`${plural(size, 'signed entry', 'signed entries')}${since ? ` since ${formatDate(since)}` : ''}`}
        state={logState(check)}
        answer={logAnswer(check)}
        lead={logLead(check)}
        actions={
          <>
            <LinkButton href="/api/v1/ledger/checkpoint" download="checkpoint.txt">
              Download checkpoint
            </LinkButton>
            <WholeLogButton check={check} />
          </>
        }
      />
      {query.event ? (
        <Columns layout="detail">
          <EventsPart query={query} now={now} />
          <EventDetail event={query.event} query={query} />
        </Columns>
      ) : (
        <EventsPart query={query} now={now} />
      )}
    </Page>
  )
}
