import { newestInput } from '#components/pages/monitoring/newest-input.ts'
import { FairnessPage } from '#components/pages/monitoring/fairness-page.tsx'
import { oneOf } from '../../search-params.ts'
import type { SearchParams } from '../../search-params.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Fairness' }

export default async function Fairness({ searchParams }: { readonly searchParams: SearchParams }) {
  const cursor = oneOf((await searchParams).cursor)
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.governance.listNewestEvidence.queryOptions(newestInput('fairness', cursor)))
  return (
    <Hydrate>
      <FairnessPage cursor={cursor} now={now} />
    </Hydrate>
  )
}
