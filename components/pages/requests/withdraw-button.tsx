'use client'

import { useMutation } from '@tanstack/react-query'
import type { RequestView } from '#server/contracts/governance.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toaster.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

/** Takes an open request back; only for those whose role and team may. */
export function WithdrawButton({ request, team }: { readonly request: RequestView; readonly team: string }) {
  const trpc = useTRPC()
  const barred = usePermission('request:withdraw', team)
  const withdraw = useMutation(
    trpc.governance.withdrawRequest.mutationOptions({
      meta: { inline: true },
      onSuccess: () => notify.done('Request withdrawn', `${request.model} v${request.version} keeps its evidence.`),
    }),
  )
  if (barred !== null || request.state !== 'open') return null
  return (
    <ReasonDialog
      title={`Withdraw the request for ${request.model} v${request.version}?`}
      description="Signatures given so far lapse with it. The version and its evidence stay, and a new request can be opened."
      trigger={<Button variant="danger">Withdraw request…</Button>}
      confirm="Withdraw request"
      busyLabel="Withdrawing"
      cancel="Keep the request"
      onConfirm={async (reason) => void (await withdraw.mutateAsync({ request: request.id, reason }))}
    />
  )
}
