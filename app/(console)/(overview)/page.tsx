import { OverviewPage } from '#components/pages/overview/overview-page.tsx'
import { EVENTS_READ, FIRST_DEPLOYMENT, GUIDED_DATASETS, GUIDED_MODELS, LIVE_SHOWN, SESSIONS_READ } from '#components/pages/overview/shown.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Overview' }

export default async function Overview() {
  const { trpc, load, Hydrate, now } = await serverApi()
  const [standings] = await Promise.all([
    load(trpc.serving.listStandings.queryOptions({ live: true, limit: LIVE_SHOWN })),
    load(trpc.governance.listRequests.queryOptions({ state: 'open', limit: LIVE_SHOWN })),
    load(trpc.ledger.listAuditEvents.queryOptions({ order: 'newest', limit: EVENTS_READ })),
    load(trpc.identity.listSessions.queryOptions({ limit: SESSIONS_READ })),
    load(trpc.installation.getDemoProgress.queryOptions({})),
  ])
  if (standings.liveTotal === 0)
    await Promise.all([
      load(trpc.ledger.listAuditEvents.queryOptions(FIRST_DEPLOYMENT)),
      load(trpc.datasets.listDatasets.queryOptions(GUIDED_DATASETS)),
      load(trpc.serving.listStandings.queryOptions(GUIDED_MODELS)),
    ])
  return (
    <Hydrate>
      <OverviewPage now={now} />
    </Hydrate>
  )
}
