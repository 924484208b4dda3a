import { MODELS_SHOWN, modelsQuery } from '#components/pages/models/models-query.ts'
import { ModelsPage } from '#components/pages/models/models-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Models' }

interface ModelsProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function Models({ searchParams }: ModelsProps) {
  const { trpc, load, Hydrate, now } = await serverApi()
  const params = await searchParams
  const first = await load(trpc.serving.listStandings.queryOptions(modelsQuery({}, false)))
  const query = modelsQuery(params, first.total > MODELS_SHOWN)
  await load(trpc.serving.listStandings.queryOptions(query))
  return (
    <Hydrate>
      <ModelsPage query={query} newerHref={query.cursor ? '/models' : null} now={now} />
    </Hydrate>
  )
}
