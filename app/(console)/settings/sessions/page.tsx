import { SessionsPage } from '#components/pages/settings/sessions-page.tsx'
import { ofEveryone } from '#components/pages/settings/settings-inputs.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Sessions' }

export default async function Sessions() {
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.identity.listSessions.queryOptions(ofEveryone))
  return (
    <Hydrate>
      <SessionsPage now={now} />
    </Hydrate>
  )
}
