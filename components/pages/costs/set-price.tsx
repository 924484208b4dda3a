'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogClose } from '../../ui/dialog.tsx'
import { Field, FieldError } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'

const FIELDS = ['executionProvider', 'amountPerHour', 'currency', 'effectiveFrom']

/** Puts the next price into the book. */
export function SetPrice({ currency }: { readonly currency: string }) {
  const trpc = useTRPC()
  const blocked = usePermission('price:write', null)
  const [open, setOpen] = useState(false)
  const [provider, setProvider] = useState<'cpu' | 'cuda'>('cpu')
  const [amount, setAmount] = useState('')
  const [from, setFrom] = useState('')
  const set = useMutation(
    trpc.finops.setPrice.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        setOpen(false)
        setAmount('')
        setFrom('')
        notify.done('Price set', 'It counts for predictions from its moment on.')
      },
    }),
  )
  const failure = set.error ? failureOf(set.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const send = () =>
    set.mutate({
      executionProvider: provider,
      amountPerHour: amount.trim(),
      currency,
      ...(from === '' ? {} : { effectiveFrom: new Date(`${from}Z`).toISOString() }),
    })
  if (blocked)
    return (
      <Button size="small" blocked={blocked}>
        Set a price
      </Button>
    )
  return (
    <Dialog
      title="Set a price"
      description="What an hour of a device costs from a moment on. Predictions made before keep their price."
      open={open}
      onOpenChange={(next) => {
        set.reset()
        setOpen(next)
      }}
      trigger={<Button size="small">Set a price</Button>}
      actions={
        <>
          <DialogClose>
            <Button>Keep the price</Button>
          </DialogClose>
          <Button variant="primary" busy={set.isPending} busyLabel="Setting" onClick={send}>
            Set the price
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
        {rest ? <FieldError>{rest}</FieldError> : null}
      </form>
    </Dialog>
  )
}
