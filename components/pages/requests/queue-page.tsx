'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { formatDistance } from '../../ui/format-time.ts'
import { inWords, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { DecidedTable } from './decided-table.tsx'
import { NextForYou } from './next-for-you.tsx'
import { OpenTable } from './open-table.tsx'
import type { QueueEntry } from './open-table.tsx'
import { decidedInput, queueInput } from './queue-inputs.ts'
import { blockingOf, sentence } from './request-words.ts'

const title = (entry: QueueEntry) => `${entry.model} v${entry.version}`

/** One sentence on what waits, and one on the rest. */
function wordsOf(open: readonly QueueEntry[], { decides, more, decidedAny }: { decides: boolean; more: boolean; decidedAny: boolean }) {
  const mine = open.filter((entry) => entry.standing === 'decide')
  const [first] = mine
  const blocked = open.filter((entry) => blockingOf(entry.gates).length > 0).length
  const count = more ? `more than ${open.length}` : inWords(open.length)
  const rest = [
    open.length - mine.length > 0 && mine.length > 0
      ? `${sentence(inWords(open.length - mine.length))} more ${open.length - mine.length === 1 ? 'is' : 'are'} open and not yours to decide.`
      : '',
    blocked > 0
      ? `${sentence(inWords(blocked))} of the open requests ${blocked === 1 ? 'is' : 'are'} blocked by a gate and can only be rejected or withdrawn.`
      : '',
  ]
  const lead = rest.filter(Boolean).join(' ') || undefined
  if (open.length === 0)
    return {
      state: decidedAny ? ('done' as const) : ('not-applicable' as const),
      answer: decidedAny ? <>No request is open: everything that was asked for has been decided.</> : <>Nobody has asked for an approval yet.</>,
      lead,
    }
  if (first) {
    const age = formatDistance(first.openedAt, Date.now())
    return {
      state: 'needs-you' as const,
      answer: (
        <>
          {sentence(inWords(mine.length))} {mine.length === 1 ? 'request waits' : 'requests wait'} for you{mine.length === 1 ? ': ' : '. The oldest is '}
          <b>{title(first)}</b>, <span suppressHydrationWarning>open for {age}</span>.
        </>
      ),
      lead,
    }
  }
  const others = `${sentence(count)} ${open.length === 1 ? 'request is' : 'requests are'} open`
  return { state: 'in-review' as const, answer: decides ? <>Nothing waits for you. {others} and not yours to decide.</> : <>{others}.</>, lead }
}

/** What is asked for: what waits for the reader first, then by age; then what was decided last. */
export function QueuePage({ cursor }: { readonly cursor: string | undefined }) {
  const trpc = useTRPC()
  const { data: queue } = useSuspenseQuery(trpc.governance.listQueue.queryOptions(queueInput(cursor)))
  const { data: decided } = useSuspenseQuery(trpc.governance.listRequests.queryOptions(decidedInput))
  const { data: counts } = useSuspenseQuery(trpc.governance.countRequests.queryOptions({}))
  const own = queue.items.filter((entry) => entry.standing === 'opened')
  const others = queue.items.filter((entry) => entry.standing !== 'opened')
  const next = others.find((entry) => entry.standing === 'decide')
  const { state, answer, lead } = wordsOf(queue.items, { decides: counts.decides, more: queue.nextCursor !== null, decidedAny: decided.items.length > 0 })
  const tables = (
    <div>
      <Section title="Open" lead="What waits for you first, then the oldest. What blocks each is what has to happen next.">
        <OpenTable entries={others} cursor={cursor} nextCursor={queue.nextCursor} ownOnly={own.length > 0} />
      </Section>
      {own.length > 0 ? (
        <Section title="Opened by you" lead="You follow these and cannot decide on them.">
          <OpenTable entries={own} own />
        </Section>
      ) : null}
      <Section title="Decided last" lead="A decision is never edited; a new request replaces it.">
        <DecidedTable requests={decided.items} plain />
        {decided.nextCursor ? (
          <Note>
            <Link href="/requests?state=closed">All decided requests</Link>
          </Note>
        ) : null}
      </Section>
    </div>
  )
  return (
    <Page breadcrumb={[{ label: 'Review queue' }]} wide>
      <PageHead
        name="Review queue"
        meta={plural(counts.open, 'request open', 'requests open')}
        state={state}
        answer={answer}
        lead={lead}
        actions={
          next ? (
            <LinkButton variant="primary" href={`/requests/${next.id}`}>
              Open {title(next)}
            </LinkButton>
          ) : null
        }
      />
      {next ? (
        <Columns layout="wide-rail">
          {tables}
          <NextForYou request={next} />
        </Columns>
      ) : (
        tables
      )}
    </Page>
  )
}
