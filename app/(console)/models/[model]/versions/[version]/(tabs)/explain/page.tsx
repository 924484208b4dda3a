import { ExplainTab } from '#components/pages/version/explain-tab.tsx'
import { serverApi } from '../../../../../../../server-api.tsx'

interface TabProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
}

export default async function ExplainTabPage({ params }: TabProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([
    load(trpc.governance.listEvidence.queryOptions({ ...key, kind: 'explanation', limit: 1 })),
    load(trpc.governance.listEvidence.queryOptions({ ...key, kind: 'data-quality', limit: 1 })),
  ])
  return (
    <Hydrate>
      <ExplainTab model={key.model} version={version} now={now} />
    </Hydrate>
  )
}
