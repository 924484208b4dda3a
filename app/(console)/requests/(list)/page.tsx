import { ClosedPage } from '#components/pages/requests/closed-page.tsx'
import { CLOSED_STATES, closedInput, decidedInput, queueInput } from '#components/pages/requests/queue-inputs.ts'
import { QueuePage } from '#components/pages/requests/queue-page.tsx'
import { oneOf } from '../../../search-params.ts'
import type { SearchParams } from '../../../search-params.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Review queue' }

export default async function Requests({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams
  const cursor = oneOf(params.cursor)
  const state = CLOSED_STATES.find((each) => each === oneOf(params.state))
  const { trpc, load, Hydrate } = await serverApi()
  if (state) {
    await load(trpc.governance.listRequests.queryOptions(closedInput(state, cursor)))
    return (
      <Hydrate>
        <ClosedPage state={state} cursor={cursor} />
      </Hydrate>
    )
  }
  await Promise.all([
    load(trpc.identity.getMe.queryOptions({})),
    load(trpc.governance.listQueue.queryOptions(queueInput(cursor))),
    load(trpc.governance.listRequests.queryOptions(decidedInput)),
    load(trpc.governance.countRequests.queryOptions({})),
  ])
  return (
    <Hydrate>
      <QueuePage cursor={cursor} />
    </Hydrate>
  )
}
