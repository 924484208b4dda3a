import { HealthPage } from '#components/pages/health/health-page.tsx'
import { askedRange, healthInput } from '#components/pages/health/health-range.ts'
import { oneOf, type SearchParams } from '../../../../search-params.ts'
import { serverApi } from '../../../../server-api.tsx'

interface HealthProps {
  readonly params: Promise<{ readonly model: string }>
  readonly searchParams: SearchParams
}

export async function generateMetadata({ params }: HealthProps) {
  return { title: `Health of ${decodeURIComponent((await params).model)}` }
}

export default async function Health({ params, searchParams }: HealthProps) {
  const model = decodeURIComponent((await params).model)
  const { days, from, to } = await searchParams
  const range = askedRange({ days: oneOf(days), from: oneOf(from), to: oneOf(to) })
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.monitoring.getModelHealth.queryOptions(healthInput(model, range, now.slice(0, 10))))
  return (
    <Hydrate>
      <HealthPage model={model} range={range} now={now} />
    </Hydrate>
  )
}
