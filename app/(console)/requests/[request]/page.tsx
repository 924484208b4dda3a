import type { Metadata } from 'next'
import { RequestPage } from '#components/pages/requests/request-page.tsx'
import { commentsInput, eventsInput } from '#components/pages/requests/queue-inputs.ts'
import { serverApi } from '../../../server-api.tsx'

export const metadata: Metadata = { title: 'Request' }

export default async function Request({ params }: { readonly params: Promise<{ request: string }> }) {
  const { request: id } = await params
  const { trpc, load, Hydrate } = await serverApi()
  const request = await load(trpc.governance.getRequest.queryOptions({ request: id }))
  const key = { model: request.model, version: request.version }
  await Promise.all([
    load(trpc.identity.getMe.queryOptions({})),
    load(trpc.registry.getVersion.queryOptions(key)),
    load(trpc.registry.getModel.queryOptions({ model: request.model })),
    load(trpc.serving.compareRequest.queryOptions({ request: id })),
    load(trpc.cards.getCard.queryOptions(key)),
    load(trpc.ledger.listAuditEvents.queryOptions(eventsInput(id))),
    load(trpc.governance.listComments.queryOptions(commentsInput(id))),
    ...(request.state === 'open' ? [load(trpc.governance.listGates.queryOptions(key))] : []),
    ...(request.grantId
      ? [
          load(trpc.governance.getGrant.queryOptions({ grant: request.grantId })),
          load(trpc.serving.listDeployments.queryOptions({ model: request.model, state: 'active' })),
        ]
      : []),
  ])
  return (
    <Hydrate>
      <RequestPage id={id} />
    </Hydrate>
  )
}
