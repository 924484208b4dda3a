'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { Role } from '#server/contracts/roles.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Field } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { needsTeam, roleOf, roleOptions } from './role-words.ts'

interface AccessFieldsProps {
  readonly role: Role
  readonly onRole: (role: Role) => void
  readonly team: string
  readonly onTeam: (team: string) => void
  readonly roleError?: string | undefined
  readonly teamError?: string | undefined
}

/** Role and team of somebody; a team that does not exist yet is made. */
export function AccessFields({ role, onRole, team, onTeam, roleError, teamError }: AccessFieldsProps) {
  const trpc = useTRPC()
  const { data: teams } = useSuspenseQuery(trpc.identity.listTeams.queryOptions({}))
  const list = useId()
  const unknown = team.trim() !== '' && !teams.items.some(({ name }) => name === team.trim())
  return (
    <>
      <Field label="Role" error={roleError}>
        <Select value={role} options={roleOptions} onChange={(event) => onRole(roleOf(event.target.value))} />
      </Field>
      <Field
        label="Team"
        optional={!needsTeam(role)}
        error={teamError}
        hint={unknown ? 'A team of this name is made.' : needsTeam(role) ? 'The role acts only for its team.' : undefined}
      >
        <Input value={team} list={list} onChange={(event) => onTeam(event.target.value)} spellCheck={false} />
      </Field>
      <datalist id={list}>
        {teams.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </>
  )
}
