import { LineageTab } from '#components/pages/version/lineage-tab.tsx'
import { serverApi } from '../../../../../../../server-api.tsx'

interface TabProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
}

export default async function LineageTabPage({ params }: TabProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.serving.getVersionLineage.queryOptions(key))
  return (
    <Hydrate>
      <LineageTab model={key.model} version={version} now={now} />
    </Hydrate>
  )
}
