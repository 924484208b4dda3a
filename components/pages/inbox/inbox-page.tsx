'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import type { InboxItem } from '#server/contracts/governance.ts'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe } from '../../trpc/use-permission.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { DueList } from '../../ui/event-list.tsx'
import { formatDistance } from '../../ui/format-time.ts'
import { plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { markInboxSeen, useInboxSeen } from './inbox-seen.ts'
import { inboxSentence, inboxState, isNews, unseen } from './inbox-words.ts'

/** What is there for the person: decisions, what ends soon, what was said and decided. Showing it makes it seen. */
export function InboxPage({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listInbox.queryOptions({}))
  const { id: person } = useMe()
  const seenNow = useInboxSeen(person)
  const [seenBefore, setSeenBefore] = useState<string | null>(null)
  useEffect(() => {
    if (seenNow === null) return
    setSeenBefore((before) => before ?? seenNow)
    markInboxSeen(
      person,
      data.items.reduce((newest, item) => (isNews(item) && item.at > newest ? item.at : newest), seenNow),
    )
  }, [data, person, seenNow])
  const news = data.items.filter(isNews)
  const due = data.items.filter((item) => !isNews(item))
  const fresh = new Set(unseen(news, seenBefore ?? now).map(({ id }) => id))
  return (
    <Page breadcrumb={[{ label: 'Inbox' }]}>
      <PageHead
        name="Inbox"
        state={due.length > 0 ? 'needs-you' : 'done'}
        answer={due.length === 0 ? 'Nothing waits for you.' : <b>{`${plural(due.length, 'thing')} ${due.length === 1 ? 'waits' : 'wait'} for you.`}</b>}
        lead={news.length === 0 ? 'Nobody has mentioned you or decided on a request of yours in the last 30 days.' : undefined}
      />
      {due.length === 0 ? null : (
        <Section title="To do" lead="Decisions that wait for your signature, then grants that end within 14 days.">
          <DueList entries={due.map((item) => entry(item, now, false))} />
        </Section>
      )}
      {news.length === 0 ? null : (
        <Section title="News" lead="Mentions, comments and decisions on your requests of the last 30 days, newest first.">
          <DueList entries={news.map((item) => entry(item, now, fresh.has(item.id)))} />
        </Section>
      )}
      {data.items.length === 0 ? (
        <Section title="To do">
          <Empty
            title="Nothing is here yet"
            actions={
              <LinkButton href="/requests" size="small">
                Open the review queue
              </LinkButton>
            }
          >
            Requests that wait for you, comments that mention you and grants that end soon come here by themselves.
          </Empty>
        </Section>
      ) : null}
    </Page>
  )
}

function entry(item: InboxItem, now: string, fresh: boolean) {
  const word = item.kind === 'mention' ? 'Mentioned' : item.kind === 'comment' ? 'Comment' : undefined
  return {
    id: item.id,
    state: <State state={inboxState(item)}>{word}</State>,
    text: (
      <>
        <Link href={`/requests/${item.requestId}`}>{fresh ? <b>{inboxSentence(item)}</b> : inboxSentence(item)}</Link>
        {fresh ? <span className="sr"> (new)</span> : null}{' '}
        <span className="muted">
          {item.kind === 'expiring' ? `in ${formatDistance(now, item.at)}` : <Time at={item.at} now={now} />}
          {item.text && item.kind !== 'decided' ? ` · ${item.text}` : ''}
        </span>
      </>
    ),
  }
}
