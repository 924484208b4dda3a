import { NewDatasetPage } from '#components/pages/datasets/new-dataset-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Declare a dataset' }

export default async function NewDataset() {
  const { trpc, load, Hydrate } = await serverApi()
  await load(trpc.identity.listTeams.queryOptions({}))
  return (
    <Hydrate>
      <NewDatasetPage />
    </Hydrate>
  )
}
