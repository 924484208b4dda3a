'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeploymentView } from '#server/contracts/serving.ts'
import { windowSize } from '#server/contracts/windows.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { sizeOptions } from './size-options.ts'

/** Changes how long the windows of a deployment are. */
export function SizeDialog({ deployment, team }: { readonly deployment: DeploymentView; readonly team: string }) {
  const trpc = useTRPC()
  const blocked = usePermission('deployment:write', team)
  const [chosen, setChosen] = useState<DeploymentView['windowSize'] | null>(null)
  const size = chosen ?? deployment.windowSize
  const update = useMutation(
    trpc.serving.updateDeployment.mutationOptions({
      meta: { inline: true },
      onSuccess: (now) => notify.done(`Assessed by the ${now.windowSize} from now on`),
    }),
  )
  const failure = update.error ? failureOf(update.error) : null
  const send = async () => {
    try {
      if (size !== deployment.windowSize) await update.mutateAsync({ deployment: deployment.id, windowSize: size })
      return true
    } catch {
      return false
    }
  }
  if (blocked !== null)
    return (
      <Button blocked={blocked} reason="below">
        Change window size
      </Button>
    )
  return (
    <FormDialog
      title={`How long is a window of ${deployment.model}?`}
      description="Its whole log is assessed again in windows of the new size. What was found in windows of another size stays on record."
      trigger={<Button>Change window size</Button>}
      send="Set window size"
      busyLabel="Setting"
      cancel="Keep it as it is"
      pending={update.isPending}
      problem={restOfProblem(failure, ['windowSize'])}
      onSend={send}
      onClose={() => {
        update.reset()
        setChosen(null)
      }}
    >
      <Field label="Window size" hint="Longer ones have more rows to judge by; shorter ones tell sooner." error={fieldProblem(failure, 'windowSize')}>
        <Select value={size} onChange={({ target }) => setChosen(windowSize.parse(target.value))} options={sizeOptions} />
      </Field>
    </FormDialog>
  )
}
