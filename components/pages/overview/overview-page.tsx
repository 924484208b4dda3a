'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { DuePart } from './due-part.tsx'
import { LivePart } from './live-part.tsx'
import { NewsPart } from './news-part.tsx'
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
      <DuePart live={live} requests={requests.items} now={now} />
      {total === 0 ? <FirstRun /> : <LivePart rows={live} now={now} />}
      <Columns layout="even">
        <NewsPart />
        <RiskMap live={live} />
      </Columns>
    </Page>
  )
}

function FirstRun() {
  return (
    <section className="sec">
      <Empty
        title="No model registered yet"
        actions={
          <>
            <LinkButton variant="primary" href="/models/new">
              Register a model
            </LinkButton>
            <LinkButton href="/datasets/new">Declare a dataset</LinkButton>
          </>
        }
      >
        Declare the dataset it was trained on, register the model and send its ONNX file. Nothing can serve until it has evidence and a grant.
      </Empty>
    </section>
  )
}
