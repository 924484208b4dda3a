'use client'

import { useMutation } from '@tanstack/react-query'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { AlertDialog } from '../../ui/alert-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toaster.tsx'
import { scopeInput, scopeWords } from './budget-scope.ts'
import type { Budget } from './budget-words.ts'

/** Leaves the scope without a budget, from this month on. */
export function EndBudget({ budget, currency }: { readonly budget: Budget; readonly currency: string }) {
  const trpc = useTRPC()
  const end = useMutation(trpc.finops.setBudget.mutationOptions({ meta: { inline: true } }))
  const what = scopeWords(budget.scope)
  const later = budget.current === null ? budget.next?.effectiveFrom : undefined
  return (
    <AlertDialog
      title={`End the budget of ${what}?`}
      description="This month has none any more, nor have later ones until the next begins. Months that have ended keep theirs."
      trigger={
        <Button size="small" variant="quiet" aria-label={`End the budget of ${what}`}>
          End
        </Button>
      }
      confirm="End the budget"
      cancel="Keep the budget"
      onConfirm={async () => {
        try {
          await end.mutateAsync({ ...scopeInput(budget.scope), amountPerMonth: null, currency, ...(later ? { effectiveFrom: later } : {}) })
        } catch (error) {
          throw new Error(failureOf(error).message, { cause: error })
        }
        notify.done('Budget ended', what)
      }}
    />
  )
}
