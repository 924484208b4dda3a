'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { inWords, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import type { StateName } from '../../ui/states.ts'
import { ACTIVITY_POLL_MS, costInput, endedInput, liveInput } from './deployment-inputs.ts'
import { EndedTable } from './ended-table.tsx'
import { LiveTable, liveRows } from './live-table.tsx'
import { sentence } from '../requests/request-words.ts'
import { grantStateWords } from './deployment-words.ts'
import type { LiveRow } from './live-table.tsx'

const models = (count: number) => `${sentence(inWords(count))} ${count === 1 ? 'model' : 'models'}`

function answerOf(rows: readonly LiveRow[]): { state: StateName; answer: ReactNode; lead?: string } {
  const refused = rows.filter(({ deployment }) => deployment.grantState !== 'live')
  const soon = rows.filter(({ deployment }) => grantStateWords(deployment.grantState, deployment.grantExpiresAt).state === 'expires-soon')
  if (rows.length === 0) return { state: 'not-applicable', answer: 'Nothing serves. No deployment is active.' }
  const [first] = refused
  if (first) {
    return {
      state: 'refused',
      answer: (
        <>
          {refused.length === 1 ? (
            <>
              <b>{first.deployment.model} is deployed but refused:</b> its grant {first.deployment.grantState === 'revoked' ? 'was revoked' : 'has expired'}.
            </>
          ) : (
            <>
              <b>{models(refused.length)} are deployed but refused</b>: their grants have ended.
            </>
          )}
        </>
      ),
      lead:
        rows.length > refused.length
          ? `${models(rows.length - refused.length)} serve under a live grant. Callers of a refused one get 403.`
          : 'Callers get 403 until a version with a live grant is deployed.',
    }
  }
  return {
    state: 'serving',
    answer: (
      <>
        {models(rows.length)} {rows.length === 1 ? 'serves' : 'serve'}, <b>{rows.length === 1 ? '' : rows.length === 2 ? 'both ' : 'all '}under a live grant</b>
        .
      </>
    ),
    ...(soon.length > 0
      ? { lead: `${plural(soon.length, 'grant expires', 'grants expire')} within two weeks; serving ends with it unless the version is approved again.` }
      : {}),
  }
}

/** What serves, whether it may, how much and at what cost; then what served before. */
export function DeploymentsPage({ cursor }: { readonly cursor: string | undefined }) {
  const trpc = useTRPC()
  const { data: live } = useSuspenseQuery({ ...trpc.serving.listDeployments.queryOptions(liveInput), refetchInterval: ACTIVITY_POLL_MS })
  const { data: activity } = useSuspenseQuery({ ...trpc.serving.listActivity.queryOptions({}), refetchInterval: ACTIVITY_POLL_MS })
  const { data: costs } = useSuspenseQuery(trpc.finops.getCosts.queryOptions(costInput))
  const { data: ended } = useSuspenseQuery(trpc.serving.listDeployments.queryOptions(endedInput(cursor)))
  const rows = liveRows(live.items, activity, costs)
  const { state, answer, lead } = answerOf(rows)
  const requests = rows.reduce((sum, row) => sum + (row.activity?.requests ?? 0), 0)
  return (
    <Page breadcrumb={[{ label: 'Deployments' }]} wide>
      <PageHead
        name="Deployments"
        meta={`${plural(requests, 'request')} in the last 24 hours`}
        state={state}
        answer={answer}
        lead={lead}
        actions={
          <LinkButton variant="primary" href="/deployments/new">
            Deploy a version
          </LinkButton>
        }
      />
      <Section title="Live" lead="What may not serve comes first. Latency is from receipt to answer, with the record of it committed.">
        <LiveTable rows={rows} currency={costs.currency} />
      </Section>
      <Section title="Ended" lead="What served before, the newest first.">
        <EndedTable
          caption="Ended deployments"
          deployments={ended.items}
          empty="No deployment has ended yet"
          pager={
            cursor !== undefined || ended.nextCursor !== null
              ? {
                  newerHref: cursor === undefined ? null : '/deployments',
                  olderHref: ended.nextCursor === null ? null : `/deployments?cursor=${ended.nextCursor}`,
                }
              : undefined
          }
        />
      </Section>
    </Page>
  )
}
