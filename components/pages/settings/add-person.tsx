'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '#server/contracts/roles.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Secret } from '../../ui/code-block.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { AccessFields } from './access-fields.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'

const FIELDS = ['email', 'name', 'role', 'team']

/** Makes an account; its password is shown this once. */
export function AddPerson() {
  const trpc = useTRPC()
  const blocked = usePermission('identity:write', null)
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [team, setTeam] = useState('')
  const create = useMutation(trpc.identity.createUser.mutationOptions({ meta: { inline: true } }))
  const failure = create.error ? failureOf(create.error) : null
  if (blocked)
    return (
      <Button blocked={blocked} reason="below">
        Add a person
      </Button>
    )
  const close = () => {
    create.reset()
    setEmail('')
    setName('')
    setTeam('')
    setRole('viewer')
  }
  return (
    <FormDialog
      title="Add a person"
      description="They sign in with this address and a password that is made for them."
      trigger={<Button variant="primary">Add a person</Button>}
      send="Add the person"
      busyLabel="Adding"
      cancel="Add nobody"
      pending={create.isPending}
      problem={restOfProblem(failure, FIELDS)}
      onSend={() =>
        create.mutateAsync({ email: email.trim(), name: name.trim(), role, ...(team.trim() ? { team: team.trim() } : {}) }).then(
          () => true,
          () => false,
        )
      }
      onClose={close}
      done={
        create.data ? (
          <>
            <p className="muted">
              The password of {create.data.user.name}, {create.data.user.email}. This is the only time it is shown: only a hash is kept.
            </p>
            <div className="mt3">
              <Secret value={create.data.password} label="password" />
            </div>
          </>
        ) : undefined
      }
    >
      <Field label="Email" error={fieldProblem(failure, 'email')} required>
        <Input type="email" value={email} onChange={(event) => setEmail(event.target.value)} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Name" error={fieldProblem(failure, 'name')} required>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
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
