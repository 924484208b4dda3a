import { windowsInput } from '#components/pages/windows/windows-input.ts'
import { WindowsPage } from '#components/pages/windows/windows-page.tsx'
import { serverApi } from '../../../../server-api.tsx'

export const metadata = { title: 'Over time' }

export default async function Windows({ params }: { readonly params: Promise<{ deployment: string }> }) {
  const { deployment: id } = await params
  const { trpc, load, Hydrate } = await serverApi()
  const [deployment] = await Promise.all([load(trpc.serving.getDeployment.queryOptions({ deployment: id })), load(trpc.identity.getMe.queryOptions({}))])
  await Promise.all([
    load(trpc.registry.getModel.queryOptions({ model: deployment.model })),
    load(trpc.monitoring.listWindows.queryOptions(windowsInput(deployment))),
  ])
  return (
    <Hydrate>
      <WindowsPage id={id} />
    </Hydrate>
  )
}
