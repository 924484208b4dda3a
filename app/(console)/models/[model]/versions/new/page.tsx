import { NewVersionPage } from '#components/pages/register/new-version-page.tsx'
import { DATASETS_READ, VERSIONS_READ } from '#components/pages/register/shown.ts'
import { ASSESSMENTS_READ } from '#components/pages/version/shown.ts'
import { serverApi } from '../../../../../server-api.tsx'

export const metadata = { title: 'Register a version' }

interface NewVersionProps {
  readonly params: Promise<{ readonly model: string }>
  readonly searchParams: Promise<{ readonly version?: string | string[] }>
}

export default async function NewVersion({ params, searchParams }: NewVersionProps) {
  const model = decodeURIComponent((await params).model)
  const given = (await searchParams).version
  const version = typeof given === 'string' ? given : null
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([
    load(trpc.registry.getModel.queryOptions({ model })),
    load(trpc.registry.listVersions.queryOptions({ model, limit: VERSIONS_READ })),
    ...(version === null
      ? [load(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_READ }))]
      : [
          load(trpc.registry.getVersion.queryOptions({ model, version })),
          load(trpc.monitoring.listAssessments.queryOptions({ model, version, limit: ASSESSMENTS_READ })),
        ]),
  ])
  return (
    <Hydrate>
      <NewVersionPage model={model} version={version} now={now} />
    </Hydrate>
  )
}
