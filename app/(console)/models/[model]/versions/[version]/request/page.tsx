import { OpenRequestPage } from '#components/pages/requests/open-request-page.tsx'
import { versionRequestsInput } from '#components/pages/requests/queue-inputs.ts'
import { serverApi } from '../../../../../../server-api.tsx'

export const metadata = { title: 'Ask for approval' }

export default async function OpenRequest({ params }: { readonly params: Promise<{ model: string; version: string }> }) {
  const { model, version } = await params
  const key = { model, version }
  const { trpc, load, Hydrate } = await serverApi()
  await Promise.all([
    load(trpc.identity.getMe.queryOptions({})),
    load(trpc.registry.getVersion.queryOptions(key)),
    load(trpc.registry.getModel.queryOptions({ model })),
    load(trpc.governance.listGates.queryOptions(key)),
    load(trpc.governance.getPolicy.queryOptions({})),
    load(trpc.governance.listRequests.queryOptions(versionRequestsInput(key))),
  ])
  return (
    <Hydrate>
      <OpenRequestPage model={model} version={version} />
    </Hydrate>
  )
}
