import { InboxPage } from '#components/pages/inbox/inbox-page.tsx'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Inbox' }

export default async function Inbox() {
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.governance.listInbox.queryOptions({}))
  return (
    <Hydrate>
      <InboxPage now={now} />
    </Hydrate>
  )
}
