import { newestInput } from '#components/pages/monitoring/newest-input.ts'
import { DriftPage } from '#components/pages/monitoring/drift-page.tsx'
import { oneOf } from '../../search-params.ts'
import type { SearchParams } from '../../search-params.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Drift' }

export default async function Drift({ searchParams }: { readonly searchParams: SearchParams }) {
  const cursor = oneOf((await searchParams).cursor)
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.governance.listNewestEvidence.queryOptions(newestInput('drift', cursor)))
  return (
    <Hydrate>
      <DriftPage cursor={cursor} now={now} />
    </Hydrate>
  )
}
