'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'
import { scopeInput, scopeOf, scopeOptions } from './budget-scope.ts'

const FIELDS = ['model', 'team', 'amountPerMonth', 'currency', 'effectiveFrom']

interface SetBudgetProps {
  readonly currency: string
  readonly today: string
}

interface ScopeSelectProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Everything, a team or a model; asked for when the dialog shows it. */
function ScopeSelect({ value, onChange }: ScopeSelectProps) {
  const trpc = useTRPC()
  const models = useQuery(trpc.registry.listModels.queryOptions({ limit: 500 }))
  const teams = useQuery(trpc.identity.listTeams.queryOptions({}))
  return <Select value={value} onChange={(event) => onChange(event.target.value)} options={scopeOptions(models.data?.items ?? [], teams.data?.items ?? [])} />
}

/** Sets what a month may cost. */
export function SetBudget({ currency, today }: SetBudgetProps) {
  const trpc = useTRPC()
  const blocked = usePermission('price:write', null)
  const [of, setOf] = useState('all')
  const [amount, setAmount] = useState('')
  const [from, setFrom] = useState('')
  const set = useMutation(
    trpc.finops.setBudget.mutationOptions({
      meta: { inline: true },
      onSuccess: () => notify.done('Budget set', 'It counts for the whole month in which it begins.'),
    }),
  )
  const failure = set.error ? failureOf(set.error) : null
  const send = async () => {
    try {
      await set.mutateAsync({ ...scopeInput(scopeOf(of)), amountPerMonth: amount.trim(), currency, ...(from === '' ? {} : { effectiveFrom: from }) })
      return true
    } catch {
      return false
    }
  }
  if (blocked)
    return (
      <Button size="small" blocked={blocked}>
        Set a budget
      </Button>
    )
  return (
    <FormDialog
      title="Set a budget"
      description="What a month may cost from a day on. It counts for the whole month in which it begins, and takes over from the one before."
      trigger={<Button size="small">Set a budget</Button>}
      send="Set the budget"
      busyLabel="Setting"
      cancel="Leave it as it is"
      pending={set.isPending}
      problem={restOfProblem(failure, FIELDS)}
      onSend={send}
      onClose={() => {
        set.reset()
        setOf('all')
        setAmount('')
        setFrom('')
      }}
    >
      <Field label="Of" error={fieldProblem(failure, 'model') ?? fieldProblem(failure, 'team')}>
        <ScopeSelect value={of} onChange={setOf} />
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
    </FormDialog>
  )
}
