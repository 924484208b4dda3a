import { DatasetPage } from '#components/pages/datasets/dataset-page.tsx'
import { SNAPSHOTS_SHOWN } from '#components/pages/datasets/shown.ts'
import { serverApi } from '../../../server-api.tsx'

interface DatasetProps {
  readonly params: Promise<{ readonly dataset: string }>
}

export async function generateMetadata({ params }: DatasetProps) {
  return { title: decodeURIComponent((await params).dataset) }
}

export default async function Dataset({ params }: DatasetProps) {
  const dataset = decodeURIComponent((await params).dataset)
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([
    load(trpc.datasets.getDataset.queryOptions({ dataset })),
    load(trpc.serving.getDatasetLineage.queryOptions({ dataset })),
    load(trpc.datasets.listSnapshots.queryOptions({ dataset, limit: SNAPSHOTS_SHOWN })),
  ])
  return (
    <Hydrate>
      <DatasetPage name={dataset} now={now} />
    </Hydrate>
  )
}
