import { PeoplePage } from '#components/pages/settings/people-page.tsx'
import { peopleInput } from '#components/pages/settings/settings-inputs.ts'
import { oneOf } from '../../../search-params.ts'
import type { SearchParams } from '../../../search-params.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'People' }

export default async function People({ searchParams }: { readonly searchParams: SearchParams }) {
  const cursor = oneOf((await searchParams).cursor)
  const { trpc, load, Hydrate } = await serverApi()
  await Promise.all([load(trpc.identity.listPeople.queryOptions(peopleInput(cursor))), load(trpc.identity.listTeams.queryOptions({}))])
  return (
    <Hydrate>
      <PeoplePage cursor={cursor} />
    </Hydrate>
  )
}
