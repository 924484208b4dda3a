'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrincipalView } from '#server/contracts/identity.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe } from '../../trpc/use-permission.ts'
import { AlertDialog } from '../../ui/alert-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toaster.tsx'
import { AccessFields } from './access-fields.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { roleLabel } from './role-words.ts'

/** Role, team and whether an account may act at all; it takes effect with the next request. */
export function ChangeAccess({ account }: { readonly account: PrincipalView }) {
  const me = useMe()
  if (me.id === account.id) return <span className="small muted">another administrator changes yours</span>
  return (
    <span className="row">
      {account.disabledAt ? null : <ChangeRole account={account} />}
      <Disable account={account} />
    </span>
  )
}

function ChangeRole({ account }: { readonly account: PrincipalView }) {
  const trpc = useTRPC()
  const [role, setRole] = useState(account.role)
  const [team, setTeam] = useState(account.team ?? '')
  const set = useMutation(
    trpc.identity.setAccess.mutationOptions({
      meta: { inline: true },
      onSuccess: (now) => notify.done(`${now.name} is now ${roleLabel(now.role)}${now.team ? ` in ${now.team}` : ''}`),
    }),
  )
  const failure = set.error ? failureOf(set.error) : null
  return (
    <FormDialog
      title={`Change what ${account.name} may do`}
      description="It takes effect with their next request. What they signed stays signed."
      trigger={
        <Button size="small" aria-label={`Change the access of ${account.name}`}>
          Change
        </Button>
      }
      send="Change access"
      busyLabel="Changing"
      cancel="Keep it as it is"
      pending={set.isPending}
      problem={restOfProblem(failure, ['role', 'team'])}
      onSend={() =>
        set.mutateAsync({ principal: account.id, role, team: team.trim() === '' ? null : team.trim() }).then(
          () => true,
          () => false,
        )
      }
      onClose={() => {
        set.reset()
        setRole(account.role)
        setTeam(account.team ?? '')
      }}
    >
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

function Disable({ account }: { readonly account: PrincipalView }) {
  const trpc = useTRPC()
  const disabled = account.disabledAt !== null
  const set = useMutation(trpc.identity.setAccess.mutationOptions({ meta: { inline: true } }))
  const verb = disabled ? 'Enable' : 'Disable'
  return (
    <AlertDialog
      title={`${verb} ${account.name}?`}
      description={
        disabled
          ? 'They can sign in and act again with the role they had.'
          : 'Their sessions end and their keys are refused at once. What they made and signed stays.'
      }
      trigger={
        <Button size="small" variant="quiet" aria-label={`${verb} ${account.name}`}>
          {verb}
        </Button>
      }
      confirm={`${verb} ${account.name}`}
      busyLabel={disabled ? 'Enabling' : 'Disabling'}
      cancel={disabled ? 'Leave it disabled' : 'Keep the account'}
      danger={!disabled}
      onConfirm={async () => {
        await set.mutateAsync({ principal: account.id, disabled: !disabled })
        notify.done(`${account.name} ${disabled ? 'enabled' : 'disabled'}`)
      }}
    />
  )
}
