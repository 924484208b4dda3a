import { ModelPage } from '#components/pages/model/model-page.tsx'
import { MODEL_EVENTS, VERSIONS_SHOWN } from '#components/pages/model/shown.ts'
import { serverApi } from '../../../server-api.tsx'

interface ModelProps {
  readonly params: Promise<{ readonly model: string }>
  readonly searchParams: Promise<{ readonly cursor?: string }>
}

export async function generateMetadata({ params }: ModelProps) {
  return { title: decodeURIComponent((await params).model) }
}

export default async function Model({ params, searchParams }: ModelProps) {
  const model = decodeURIComponent((await params).model)
  const { cursor } = await searchParams
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.registry.getModel.queryOptions({ model }))
  await Promise.all([
    load(trpc.serving.listStandings.queryOptions({ model })),
    load(trpc.registry.listVersions.queryOptions({ model, limit: VERSIONS_SHOWN, ...(cursor ? { cursor } : {}) })),
    load(trpc.ledger.listAuditEvents.queryOptions({ subject: `model:${model}`, order: 'newest', limit: MODEL_EVENTS })),
  ])
  return (
    <Hydrate>
      <ModelPage model={model} cursor={cursor ?? null} now={now} />
    </Hydrate>
  )
}
