'use client'

import { useMutation } from '@tanstack/react-query'
import type { DeploymentView } from '#server/contracts/serving.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe, usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toaster.tsx'
import { ReasonDialog } from '../requests/reason-dialog.tsx'

/** Takes a deployment out of service; its grant stays. Shown to roles that deploy, blocked for other teams. */
export function StopButton({ deployment, team }: { readonly deployment: DeploymentView; readonly team: string }) {
  const trpc = useTRPC()
  const barred = usePermission('deployment:write', team)
  const { permissions } = useMe()
  const stop = useMutation(
    trpc.serving.stopDeployment.mutationOptions({
      meta: { inline: true },
      onSuccess: () => notify.done('Deployment stopped', `${deployment.model} v${deployment.version} serves no more.`),
    }),
  )
  if (deployment.state !== 'active' || permissions['deployment:write'] === undefined) return null
  if (barred !== null)
    return (
      <Button blocked={`Blocked: ${barred}`} reason="below">
        Stop deployment
      </Button>
    )
  return (
    <ReasonDialog
      title={`Stop ${deployment.model} v${deployment.version} in ${deployment.environment}?`}
      description="Callers of the model get 403 from then on. The grant stays, so it can be deployed again while the grant is live."
      trigger={<Button variant="danger">Stop deployment…</Button>}
      confirm="Stop deployment"
      busyLabel="Stopping"
      cancel="Keep it serving"
      onConfirm={async (reason) => void (await stop.mutateAsync({ deployment: deployment.id, reason }))}
    />
  )
}
