import { DatasetsPage } from '#components/pages/datasets/datasets-page.tsx'
import { DATASETS_SHOWN } from '#components/pages/datasets/shown.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Datasets' }

interface DatasetsProps {
  readonly searchParams: Promise<{ readonly cursor?: string }>
}

export default async function Datasets({ searchParams }: DatasetsProps) {
  const { cursor } = await searchParams
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_SHOWN, ...(cursor ? { cursor } : {}) }))
  return (
    <Hydrate>
      <DatasetsPage cursor={cursor ?? null} now={now} />
    </Hydrate>
  )
}
