import { OverviewPage } from '#components/pages/overview/overview-page.tsx'
import { EVENTS_READ, LIVE_SHOWN, SESSIONS_READ } from '#components/pages/overview/shown.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Overview' }

export default async function Overview() {
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([
    load(trpc.serving.listStandings.queryOptions({ live: true, limit: LIVE_SHOWN })),
    load(trpc.governance.listRequests.queryOptions({ state: 'open', limit: LIVE_SHOWN })),
    load(trpc.ledger.listAuditEvents.queryOptions({ order: 'newest', limit: EVENTS_READ })),
    load(trpc.identity.listSessions.queryOptions({ limit: SESSIONS_READ })),
  ])
  return (
    <Hydrate>
      <OverviewPage now={now} />
    </Hydrate>
  )
}
