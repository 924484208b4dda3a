import { TeamsPage } from '#components/pages/settings/teams-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Teams' }

export default async function Teams() {
  const { trpc, load, Hydrate } = await serverApi()
  await load(trpc.identity.listTeams.queryOptions({}))
  return (
    <Hydrate>
      <TeamsPage />
    </Hydrate>
  )
}
