import { DATASETS_READ } from '#components/pages/register/shown.ts'
import { NewVersionPage } from '#components/pages/register/new-version-page.tsx'
import { serverApi } from '../../../../../server-api.tsx'

export const metadata = { title: 'Register a version' }

interface NewVersionProps {
  readonly params: Promise<{ readonly model: string }>
}

export default async function NewVersion({ params }: NewVersionProps) {
  const model = decodeURIComponent((await params).model)
  const { trpc, load, Hydrate } = await serverApi()
  await Promise.all([load(trpc.registry.getModel.queryOptions({ model })), load(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_READ }))])
  return (
    <Hydrate>
      <NewVersionPage model={model} />
    </Hydrate>
  )
}
