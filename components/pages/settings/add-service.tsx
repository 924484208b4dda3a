'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '#server/contracts/roles.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'
import { AccessFields } from './access-fields.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'

const FIELDS = ['name', 'role', 'team']

/** Makes an account that acts by key, never signs in and never decides. */
export function AddService() {
  const trpc = useTRPC()
  const blocked = usePermission('identity:write', null)
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('ml-engineer')
  const [team, setTeam] = useState('')
  const create = useMutation(
    trpc.identity.createService.mutationOptions({
      meta: { inline: true },
      onSuccess: (made) => notify.done(`Service account ${made.name} added`, 'It acts as soon as it has a key.'),
    }),
  )
  const failure = create.error ? failureOf(create.error) : null
  if (blocked)
    return (
      <Button blocked={blocked} reason="below">
        Add a service account
      </Button>
    )
  return (
    <FormDialog
      title="Add a service account"
      description="It acts by key alone, with the permissions of its role; it never signs in and never decides."
      trigger={<Button variant="primary">Add a service account</Button>}
      send="Add the account"
      busyLabel="Adding"
      cancel="Add none"
      pending={create.isPending}
      problem={restOfProblem(failure, FIELDS)}
      onSend={() =>
        create.mutateAsync({ name: name.trim(), role, ...(team.trim() ? { team: team.trim() } : {}) }).then(
          () => true,
          () => false,
        )
      }
      onClose={() => {
        create.reset()
        setName('')
        setTeam('')
      }}
    >
      <Field label="Name" hint="Such as loan-portal." error={fieldProblem(failure, 'name')} required>
        <Input value={name} onChange={(event) => setName(event.target.value)} spellCheck={false} autoComplete="off" />
      </Field>
      <AccessFields
        role={role}
        onRole={setRole}
        team={team}
        onTeam={setTeam}
        roleError={fieldProblem(failure, 'role')}
        teamError={fieldProblem(failure, 'team')}
      />
    </FormDialog>
  )
}
