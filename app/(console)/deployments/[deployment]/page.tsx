import { costInput, newestOfInput, siblingsInput } from '#components/pages/deployments/deployment-inputs.ts'
import { DeploymentPage } from '#components/pages/deployments/deployment-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Deployment' }

export default async function Deployment({ params }: { readonly params: Promise<{ deployment: string }> }) {
  const { deployment: id } = await params
  const { trpc, load, Hydrate } = await serverApi()
  const deployment = await load(trpc.serving.getDeployment.queryOptions({ deployment: id }))
  const [grant] = await Promise.all([
    load(trpc.governance.getGrant.queryOptions({ grant: deployment.grantId })),
    load(trpc.identity.getMe.queryOptions({})),
    load(trpc.registry.getModel.queryOptions({ model: deployment.model })),
    load(trpc.serving.getActivity.queryOptions({ deployment: id })),
    load(trpc.finops.getCosts.queryOptions(costInput)),
    load(trpc.serving.listPredictions.queryOptions(newestOfInput(deployment))),
    load(trpc.serving.listDeployments.queryOptions(siblingsInput(deployment.model))),
  ])
  await load(trpc.governance.getRequest.queryOptions({ request: grant.requestId }))
  return (
    <Hydrate>
      <DeploymentPage id={id} />
    </Hydrate>
  )
}
