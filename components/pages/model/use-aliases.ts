'use client'

import { useMutation } from '@tanstack/react-query'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { notify } from '../../ui/toaster.tsx'

type SetOutput = Outputs['registry']['setAlias']

interface Pointer {
  readonly alias: string
  readonly version: string
}

/** Changes of a model's aliases, each told in a notice that undoes it: an alias permits nothing, so turning back is safe. */
export function useAliases(model: string) {
  const trpc = useTRPC()
  const setAgain = useMutation(
    trpc.registry.setAlias.mutationOptions({ onSuccess: ({ alias, version }) => notify.done(`Alias ${alias} points at version ${version} again`) }),
  )
  const removeAgain = useMutation(trpc.registry.removeAlias.mutationOptions({ onSuccess: ({ alias }) => notify.done(`Alias ${alias} is gone again`) }))
  const remove = useMutation(trpc.registry.removeAlias.mutationOptions())
  return {
    /** Which alias is being removed. */
    removing: remove.isPending ? remove.variables.alias : null,
    remove: async ({ alias, version }: Pointer): Promise<void> => {
      const removed = await remove.mutateAsync({ model, alias }).catch(() => null)
      if (!removed) return
      notify.done(`Alias ${alias} removed`, `It pointed at version ${version}.`, { label: 'Undo', run: () => setAgain.mutate({ model, alias, version }) })
    },
    /** Tells of an alias that was set; undone, it points where it did, or is gone. */
    told: ({ alias, version, previous }: SetOutput) =>
      notify.done(`Alias ${alias} points at version ${version}`, previous ? `It pointed at version ${previous}.` : undefined, {
        label: 'Undo',
        run: () => (previous ? setAgain.mutate({ model, alias, version: previous }) : removeAgain.mutate({ model, alias })),
      }),
  }
}
