'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Columns } from '../../ui/columns.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { DemoStrip } from './demo-strip.tsx'
import { DuePart } from './due-part.tsx'
import { LivePart } from './live-part.tsx'
import { NewsPart } from './news-part.tsx'
import { NothingLive } from './nothing-live.tsx'
import { OverviewAnswer, overviewLead } from './overview-answer.tsx'
import { RiskMap } from './risk-map.tsx'
import { LIVE_SHOWN } from './shown.ts'

/** What is live, whether it is allowed to be, what waits for the person, and what changed. */
export function OverviewPage({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const { data: standings } = useSuspenseQuery(trpc.serving.listStandings.queryOptions({ live: true, limit: LIVE_SHOWN }))
  const { data: requests } = useSuspenseQuery(trpc.governance.listRequests.queryOptions({ state: 'open', limit: LIVE_SHOWN }))
  const { items: live, total, liveTotal } = standings
  return (
    <Page breadcrumb={[{ label: 'Overview' }]} wide>
      <PageHead
        name="Overview"
        meta={formatInstant(now)}
        answer={<OverviewAnswer live={live} liveTotal={liveTotal} total={total} />}
        lead={overviewLead(live, requests.items.length)}
      />
      <DemoStrip />
      <DuePart live={live} requests={requests.items} now={now} />
      {liveTotal === 0 ? <NothingLive now={now} /> : <LivePart rows={live} now={now} />}
      <Columns layout="even">
        <NewsPart />
        <RiskMap live={live} />
      </Columns>
    </Page>
  )
}
