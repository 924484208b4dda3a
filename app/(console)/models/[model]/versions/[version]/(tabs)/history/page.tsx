import { HistoryTab } from '#components/pages/version/history-tab.tsx'
import { HISTORY_READ } from '#components/pages/version/shown.ts'
import { serverApi } from '../../../../../../../server-api.tsx'

interface TabProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
}

export default async function HistoryTabPage({ params }: TabProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.ledger.listAuditEvents.queryOptions({ subject: `version:${key.model}/${version}`, order: 'newest', limit: HISTORY_READ }))
  return (
    <Hydrate>
      <HistoryTab model={key.model} version={version} now={now} />
    </Hydrate>
  )
}
