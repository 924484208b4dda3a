import { GatesTab } from '#components/pages/version/gates-tab.tsx'
import { ASSESSMENTS_READ } from '#components/pages/version/shown.ts'
import { serverApi } from '../../../../../../server-api.tsx'

interface TabProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
}

export default async function GatesTabPage({ params }: TabProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.monitoring.listAssessments.queryOptions({ ...key, limit: ASSESSMENTS_READ }))
  return (
    <Hydrate>
      <GatesTab model={key.model} version={version} now={now} />
    </Hydrate>
  )
}
