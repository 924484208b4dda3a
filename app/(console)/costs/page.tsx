import { CostsPage } from '#components/pages/costs/costs-page.tsx'
import { before, GROUPS, instantsOf, rangeOf } from '#components/pages/costs/costs-range.ts'
import { oneOf } from '../../search-params.ts'
import type { SearchParams } from '../../search-params.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Costs' }

export default async function Costs({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams
  const { trpc, load, Hydrate, now } = await serverApi()
  const range = rangeOf(oneOf(params.from), oneOf(params.to), now.slice(0, 10))
  const group = GROUPS.find((each) => each === oneOf(params.by)) ?? 'model'
  await Promise.all([
    load(trpc.finops.getCosts.queryOptions({ ...instantsOf(range), groupBy: group })),
    load(trpc.finops.getCosts.queryOptions({ ...instantsOf(before(range)), groupBy: group })),
    load(trpc.finops.getDailyCosts.queryOptions(instantsOf(range))),
    load(trpc.finops.getMonthSpend.queryOptions({})),
    load(trpc.finops.listBudgets.queryOptions({})),
    load(trpc.finops.listIdleDeployments.queryOptions({})),
    load(trpc.finops.listPrices.queryOptions({})),
  ])
  return (
    <Hydrate>
      <CostsPage range={range} group={group} now={now} />
    </Hydrate>
  )
}
