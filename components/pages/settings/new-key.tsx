'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Secret } from '../../ui/code-block.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'

const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'until it is revoked' },
]

/** Makes a key, of oneself or of `owner`; the secret is shown this once. */
export function NewKey({ owner }: { readonly owner?: { readonly id: string; readonly name: string } }) {
  const trpc = useTRPC()
  const [name, setName] = useState('')
  const [ttl, setTtl] = useState('90')
  const own = useMutation(trpc.identity.createMyKey.mutationOptions({ meta: { inline: true } }))
  const other = useMutation(trpc.identity.createKey.mutationOptions({ meta: { inline: true } }))
  const create = owner ? other : own
  const failure = create.error ? failureOf(create.error) : null
  const facts = { name: name.trim(), ...(ttl === '' ? {} : { ttlDays: Number(ttl) }) }
  return (
    <FormDialog
      title={owner ? `New key for ${owner.name}` : 'New key of your own'}
      description={owner ? 'It can do what the account can.' : 'It can do what you can.'}
      trigger={
        <Button size="small" aria-label={owner ? `New key for ${owner.name}` : undefined}>
          New key
        </Button>
      }
      send="Make the key"
      busyLabel="Making"
      cancel="Make none"
      pending={create.isPending}
      problem={restOfProblem(failure, ['name', 'ttlDays'])}
      onSend={() =>
        (owner ? other.mutateAsync({ principal: owner.id, ...facts }) : own.mutateAsync(facts)).then(
          () => true,
          () => false,
        )
      }
      onClose={() => {
        own.reset()
        other.reset()
        setName('')
      }}
      done={
        create.data ? (
          <>
            <p className="muted">
              This is the only time it is shown: only a hash is kept. It ends{' '}
              {create.data.expiresAt ? formatInstant(create.data.expiresAt) : 'when it is revoked'}.
            </p>
            <div className="mt3">
              <Secret value={create.data.key} label="key" />
            </div>
          </>
        ) : undefined
      }
    >
      <Field label="Name" hint="What it is for, such as nightly-batch." error={fieldProblem(failure, 'name')} required>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <Field label="It works for" error={fieldProblem(failure, 'ttlDays')}>
        <Select value={ttl} options={LIVES} onChange={(event) => setTtl(event.target.value)} />
      </Field>
    </FormDialog>
  )
}
