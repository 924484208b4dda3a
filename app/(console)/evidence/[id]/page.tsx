import { EvidencePage } from '#components/pages/evidence/evidence-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Evidence' }

interface EvidenceProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function Evidence({ params }: EvidenceProps) {
  const { id } = await params
  const { trpc, load, Hydrate } = await serverApi()
  const { kind, subject } = await load(trpc.governance.getEvidence.queryOptions({ evidence: id }))
  await Promise.all([
    load(trpc.governance.listEvidence.queryOptions({ model: subject.model, version: subject.version, kind, limit: 1 })),
    load(trpc.governance.getPolicy.queryOptions({})),
  ])
  return (
    <Hydrate>
      <EvidencePage id={id} />
    </Hydrate>
  )
}
