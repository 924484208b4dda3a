import { costInput, endedInput, liveInput } from '#components/pages/deployments/deployment-inputs.ts'
import { DeploymentsPage } from '#components/pages/deployments/deployments-page.tsx'
import { oneOf } from '../../../search-params.ts'
import type { SearchParams } from '../../../search-params.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Deployments' }

export default async function Deployments({ searchParams }: { readonly searchParams: SearchParams }) {
  const cursor = oneOf((await searchParams).cursor)
  const { trpc, load, Hydrate } = await serverApi()
  await Promise.all([
    load(trpc.serving.listDeployments.queryOptions(liveInput)),
    load(trpc.serving.listActivity.queryOptions({})),
    load(trpc.finops.getCosts.queryOptions(costInput)),
    load(trpc.serving.listDeployments.queryOptions(endedInput(cursor))),
  ])
  return (
    <Hydrate>
      <DeploymentsPage cursor={cursor} />
    </Hydrate>
  )
}
