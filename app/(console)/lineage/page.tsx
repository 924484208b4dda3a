import { DATASETS_SHOWN } from '#components/pages/datasets/shown.ts'
import { LineagePage } from '#components/pages/lineage/lineage-page.tsx'
import { oneOf } from '../../search-params.ts'
import type { SearchParams } from '../../search-params.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Lineage' }

export default async function Lineage({ searchParams }: { readonly searchParams: SearchParams }) {
  const asked = oneOf((await searchParams).dataset)
  const { trpc, load, Hydrate } = await serverApi()
  const { items } = await load(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_SHOWN }))
  const dataset = asked ?? items[0]?.name ?? null
  if (dataset !== null) {
    await Promise.all([load(trpc.datasets.getDataset.queryOptions({ dataset })), load(trpc.serving.getDatasetLineage.queryOptions({ dataset }))])
  }
  return (
    <Hydrate>
      <LineagePage dataset={dataset} />
    </Hydrate>
  )
}
