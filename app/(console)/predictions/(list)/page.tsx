import { modelsInput, readSearch, SEARCH_FIELDS, searchInput, viewsInput } from '#components/pages/predictions/prediction-search.ts'
import { PredictionsPage } from '#components/pages/predictions/predictions-page.tsx'
import { oneOf } from '../../../search-params.ts'
import type { SearchParams } from '../../../search-params.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Predictions' }

export default async function Predictions({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams
  const cursor = oneOf(params.cursor)
  const texts = Object.fromEntries(
    SEARCH_FIELDS.flatMap((field) => {
      const text = oneOf(params[field])
      return text === undefined ? [] : [[field, text]]
    }),
  )
  const { trpc, load, Hydrate } = await serverApi()
  await Promise.all([
    load(trpc.serving.listPredictions.queryOptions(searchInput(readSearch(texts).search, cursor))),
    load(trpc.registry.listModels.queryOptions(modelsInput)),
    load(trpc.identity.listViews.queryOptions(viewsInput)),
  ])
  return (
    <Hydrate>
      <PredictionsPage texts={texts} cursor={cursor} />
    </Hydrate>
  )
}
