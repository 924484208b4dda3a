import { DeployPage } from '#components/pages/deployments/deploy-page.tsx'
import { liveGrantsInput } from '#components/pages/deployments/deployment-inputs.ts'
import { oneOf } from '../../../search-params.ts'
import type { SearchParams } from '../../../search-params.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Deploy a version' }

export default async function Deploy({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams
  const model = oneOf(params.model)
  const version = oneOf(params.version)
  const { trpc, load, Hydrate } = await serverApi()
  await Promise.all([
    load(trpc.identity.getMe.queryOptions({})),
    load(trpc.governance.listGrants.queryOptions(liveGrantsInput(model))),
    ...(model && version ? [load(trpc.registry.getVersion.queryOptions({ model, version }))] : []),
  ])
  return (
    <Hydrate>
      <DeployPage model={model} version={version} />
    </Hydrate>
  )
}
