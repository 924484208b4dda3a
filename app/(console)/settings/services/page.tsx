import { ServicesPage } from '#components/pages/settings/services-page.tsx'
import { ofEveryone, servicesInput } from '#components/pages/settings/settings-inputs.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Service accounts and keys' }

export default async function Services() {
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([
    load(trpc.identity.listPeople.queryOptions(servicesInput)),
    load(trpc.identity.listKeys.queryOptions(ofEveryone)),
    load(trpc.identity.listTeams.queryOptions({})),
  ])
  return (
    <Hydrate>
      <ServicesPage now={now} />
    </Hydrate>
  )
}
