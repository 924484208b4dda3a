import { NewModelPage } from '#components/pages/register/new-model-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Register a model' }

export default async function NewModel() {
  const { trpc, load, Hydrate } = await serverApi()
  await load(trpc.identity.listTeams.queryOptions({}))
  return (
    <Hydrate>
      <NewModelPage />
    </Hydrate>
  )
}
