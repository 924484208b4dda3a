import type { ReactNode } from 'react'
import { ConsoleFrame } from '#components/shell/console-frame.tsx'
import { TrpcProvider } from '#components/trpc/trpc-provider.tsx'
import { serverApi } from '../server-api.tsx'

/** Made for whoever asks, never ahead of time. */
export const dynamic = 'force-dynamic'

/** Everything behind the sign-in. Each page authenticates again through serverApi: a layout is not rendered on each navigation. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { trpc, load, Hydrate } = await serverApi()
  const [me] = await Promise.all([
    load(trpc.identity.getMe.queryOptions({})),
    load(trpc.governance.countRequests.queryOptions({})),
    load(trpc.governance.listInbox.queryOptions({})),
    load(trpc.ledger.listCheckpoints.queryOptions({ limit: 1 })),
  ])
  const person = { name: me.name, role: me.role, team: me.team, ...(me.email === null ? {} : { email: me.email }) }
  return (
    <TrpcProvider>
      <Hydrate>
        <ConsoleFrame person={person}>{children}</ConsoleFrame>
      </Hydrate>
    </TrpcProvider>
  )
}
