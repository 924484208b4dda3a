import { PredictionPage } from '#components/pages/predictions/prediction-page.tsx'
import { serverApi } from '../../../server-api.tsx'

export const metadata = { title: 'Prediction' }

export default async function Prediction({ params }: { readonly params: Promise<{ prediction: string }> }) {
  const { prediction: id } = await params
  const { trpc, load, Hydrate } = await serverApi()
  const prediction = await load(trpc.serving.getPrediction.queryOptions({ prediction: id }))
  const [grant] = await Promise.all([
    load(trpc.governance.getGrant.queryOptions({ grant: prediction.grantId })),
    load(trpc.registry.getVersion.queryOptions({ model: prediction.model, version: prediction.version })),
    load(trpc.serving.getDeployment.queryOptions({ deployment: prediction.deploymentId })),
    load(trpc.serving.listPredictionLabels.queryOptions({ prediction: id })),
  ])
  await load(trpc.governance.getRequest.queryOptions({ request: grant.requestId }))
  return (
    <Hydrate>
      <PredictionPage id={id} />
    </Hydrate>
  )
}
