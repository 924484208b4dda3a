'use client'

import { useMutation } from '@tanstack/react-query'
import { usePermission } from '../../trpc/use-permission.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/format.ts'
import { notify } from '../../ui/toaster.tsx'

/** Assesses closed windows now, without waiting for rows or labels that come late. */
export function AssessNow({ deployment, team }: { readonly deployment: string; readonly team: string }) {
  const trpc = useTRPC()
  const blocked = usePermission('assessment:run', team)
  const assess = useMutation(
    trpc.monitoring.assessWindows.mutationOptions({
      onSuccess: ({ windows }) =>
        notify.done(windows.length === 0 ? 'Every closed window is assessed as its log is now' : `${plural(windows.length, 'window')} will be assessed`),
    }),
  )
  return (
    <Button blocked={blocked} reason="below" busy={assess.isPending} busyLabel="Asking" onClick={() => assess.mutate({ deployment })}>
      Assess closed windows now
    </Button>
  )
}
