import { EvidenceTab } from '#components/pages/version/evidence-tab.tsx'
import { EVIDENCE_READ } from '#components/pages/version/shown.ts'
import { serverApi } from '../../../../../../../server-api.tsx'

interface TabProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
}

export default async function EvidenceTabPage({ params }: TabProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.governance.listEvidence.queryOptions({ ...key, limit: EVIDENCE_READ }))
  return (
    <Hydrate>
      <EvidenceTab model={key.model} version={version} now={now} />
    </Hydrate>
  )
}
