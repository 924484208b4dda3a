'use client'

import { useMutation } from '@tanstack/react-query'
import type { Outputs } from '../../trpc/trpc.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toaster.tsx'
import { ReasonDialog } from '../requests/reason-dialog.tsx'

/** Takes back the permission to serve; shown only to roles that may. */
export function RevokeButton({ grant }: { readonly grant: Pick<Outputs['governance']['getGrant'], 'id' | 'model' | 'version' | 'environment' | 'state'> }) {
  const trpc = useTRPC()
  const barred = usePermission('grant:revoke', null)
  const revoke = useMutation(
    trpc.governance.revokeGrant.mutationOptions({
      meta: { inline: true },
      onSuccess: () => notify.done('Grant revoked', 'Inference refuses within two seconds.'),
    }),
  )
  if (barred !== null || grant.state !== 'live') return null
  return (
    <ReasonDialog
      title={`Revoke the grant of ${grant.model} v${grant.version}?`}
      description={`Inference refuses requests to this version in ${grant.environment} within two seconds, and callers get 403. What was predicted stays on record. It can serve again only after a new approval.`}
      trigger={<Button variant="danger">Revoke grant…</Button>}
      confirm="Revoke grant"
      busyLabel="Revoking"
      cancel="Keep the grant"
      onConfirm={async (reason) => void (await revoke.mutateAsync({ grant: grant.id, reason }))}
    />
  )
}
