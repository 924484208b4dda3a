import { AccountPage } from '#components/pages/settings/account-page.tsx'
import { mine } from '#components/pages/settings/settings-inputs.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Settings' }

export default async function Settings() {
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([load(trpc.identity.listSessions.queryOptions(mine)), load(trpc.identity.listKeys.queryOptions(mine))])
  return (
    <Hydrate>
      <AccountPage now={now} />
    </Hydrate>
  )
}
