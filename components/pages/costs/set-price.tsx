'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'

const FIELDS = ['executionProvider', 'amountPerHour', 'currency', 'effectiveFrom']

/** Puts the next price into the book. */
export function SetPrice({ currency }: { readonly currency: string }) {
  const trpc = useTRPC()
  const blocked = usePermission('price:write', null)
  const [provider, setProvider] = useState<'cpu' | 'cuda'>('cpu')
  const [amount, setAmount] = useState('')
  const [from, setFrom] = useState('')
  const set = useMutation(
    trpc.finops.setPrice.mutationOptions({
      meta: { inline: true },
      onSuccess: () => notify.done('Price set', 'It counts for predictions from its moment on.'),
    }),
  )
  const failure = set.error ? failureOf(set.error) : null
  const send = async () => {
    const effectiveFrom = from === '' ? {} : { effectiveFrom: new Date(`${from}Z`).toISOString() }
    try {
      await set.mutateAsync({ executionProvider: provider, amountPerHour: amount.trim(), currency, ...effectiveFrom })
      return true
    } catch {
      return false
    }
  }
  if (blocked)
    return (
      <Button size="small" blocked={blocked}>
        Set a price
      </Button>
    )
  return (
    <FormDialog
      title="Set a price"
      description="What an hour of a device costs from a moment on. Predictions made before keep their price."
      trigger={<Button size="small">Set a price</Button>}
      send="Set the price"
      busyLabel="Setting"
      cancel="Keep the price"
      pending={set.isPending}
      problem={restOfProblem(failure, FIELDS)}
      onSend={send}
      onClose={() => {
        set.reset()
        setAmount('')
        setFrom('')
      }}
    >
      <Field label="Device" error={fieldProblem(failure, 'executionProvider')}>
        <Select
          value={provider}
          onChange={(event) => setProvider(event.target.value === 'cuda' ? 'cuda' : 'cpu')}
          options={[
            { value: 'cpu', label: 'CPU core' },
            { value: 'cuda', label: 'CUDA device' },
          ]}
        />
      </Field>
      <Field
        label={`${currency} an hour`}
        hint="A decimal such as 0.048, at most nine decimals."
        error={fieldProblem(failure, 'amountPerHour') ?? fieldProblem(failure, 'currency')}
        required
      >
        <Input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
      </Field>
      <Field label="From, UTC" optional hint="Left out: from now on." error={fieldProblem(failure, 'effectiveFrom')}>
        <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
    </FormDialog>
  )
}
