'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogClose } from '../../ui/dialog.tsx'
import { Field, FieldError } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'
import { scopeInput, scopeOf, scopeOptions } from './budget-scope.ts'

const FIELDS = ['model', 'team', 'amountPerMonth', 'currency', 'effectiveFrom']

interface SetBudgetProps {
  readonly currency: string
  readonly today: string
}

/** Sets what a month may cost. */
export function SetBudget({ currency, today }: SetBudgetProps) {
  const trpc = useTRPC()
  const blocked = usePermission('price:write', null)
  const [open, setOpen] = useState(false)
  const [of, setOf] = useState('all')
  const [amount, setAmount] = useState('')
  const [from, setFrom] = useState('')
  const models = useQuery({ ...trpc.registry.listModels.queryOptions({ limit: 500 }), enabled: open })
  const teams = useQuery({ ...trpc.identity.listTeams.queryOptions({}), enabled: open })
  const set = useMutation(
    trpc.finops.setBudget.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        setOpen(false)
        setAmount('')
        setFrom('')
        notify.done('Budget set', 'It counts for the whole month in which it begins.')
      },
    }),
  )
  const failure = set.error ? failureOf(set.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const send = () => set.mutate({ ...scopeInput(scopeOf(of)), amountPerMonth: amount.trim(), currency, ...(from === '' ? {} : { effectiveFrom: from }) })
  if (blocked)
    return (
      <Button size="small" blocked={blocked}>
        Set a budget
      </Button>
    )
  return (
    <Dialog
      title="Set a budget"
      description="What a month may cost from a day on. It counts for the whole month in which it begins, and takes over from the one before."
      open={open}
      onOpenChange={(next) => {
        set.reset()
        setOpen(next)
      }}
      trigger={<Button size="small">Set a budget</Button>}
      actions={
        <>
          <DialogClose>
            <Button>Leave it as it is</Button>
          </DialogClose>
          <Button variant="primary" busy={set.isPending} busyLabel="Setting" onClick={send}>
            Set the budget
          </Button>
        </>
      }
    >
      <form
        className="stack-form mt4"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Field label="Of" error={fieldProblem(failure, 'model') ?? fieldProblem(failure, 'team')}>
          <Select value={of} onChange={(event) => setOf(event.target.value)} options={scopeOptions(models.data?.items ?? [], teams.data?.items ?? [])} />
        </Field>
        <Field
          label={`${currency} a month`}
          hint="A decimal such as 17500 or 0.5, at most nine decimals."
          error={fieldProblem(failure, 'amountPerMonth') ?? fieldProblem(failure, 'currency')}
          required
        >
          <Input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Field>
        <Field label="From" optional hint="Left out: from this month on." error={fieldProblem(failure, 'effectiveFrom')}>
          <Input type="date" min={`${today.slice(0, 7)}-01`} value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        {rest ? <FieldError>{rest}</FieldError> : null}
      </form>
    </Dialog>
  )
}
