import { PoliciesPage } from '#components/pages/policies/policies-page.tsx'
import { oneOf } from '../../search-params.ts'
import type { SearchParams } from '../../search-params.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Policies' }

export default async function Policies({ searchParams }: { readonly searchParams: SearchParams }) {
  const asked = Number(oneOf((await searchParams).revision))
  const { trpc, load, Hydrate } = await serverApi()
  await load(trpc.governance.listPolicies.queryOptions({}))
  return (
    <Hydrate>
      <PoliciesPage revision={Number.isInteger(asked) && asked > 0 ? asked : null} />
    </Hydrate>
  )
}
