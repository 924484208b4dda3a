'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { scopeOf } from '#server/contracts/permissions.ts'
import type { PrincipalView } from '#server/contracts/identity.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { inWords, plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { AddPerson } from './add-person.tsx'
import { ChangeAccess } from './change-access.tsx'
import { roleLabel } from './role-words.ts'
import { SettingsFrame } from './settings-frame.tsx'
import { peopleInput } from './settings-inputs.ts'

const decides = (person: PrincipalView): boolean => scopeOf(person.role, 'request:decide') !== null
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const columnsOf = (manages: boolean): readonly DataColumn<PrincipalView>[] => [
  {
    id: 'name',
    header: 'Person',
    value: (person) => person.name,
    cell: (person) => (
      <>
        {person.name}
        <span className="sub2">{person.email}</span>
      </>
    ),
  },
  { id: 'role', header: 'Role', value: (person) => roleLabel(person.role), filter: true, nowrap: true },
  { id: 'team', header: 'Team', value: (person) => person.team, filter: true },
  {
    id: 'decides',
    header: 'Decides',
    value: (person) => (decides(person) ? 'yes' : 'no'),
    cell: (person) => (decides(person) ? 'yes' : <span className="muted">no</span>),
    order: (person) => (decides(person) ? 0 : 1),
  },
  {
    id: 'state',
    header: 'State',
    value: (person) => (person.disabledAt ? 'Disabled' : 'Active'),
    cell: (person) => (person.disabledAt ? <State state="retired">Disabled</State> : <State state="allowed">Active</State>),
    filter: true,
    nowrap: true,
  },
  {
    id: 'since',
    header: 'Since',
    value: (person) => person.createdAt,
    cell: (person) => <Time at={person.createdAt} form="date" />,
    sort: 'desc',
    nowrap: true,
  },
  {
    id: 'did',
    header: 'What they did',
    value: () => null,
    cell: (person) => (
      <Link href={`/audit?actor=${person.id}`}>
        In the log<span className="sr"> by {person.name}</span>
      </Link>
    ),
    sort: false,
    nowrap: true,
  },
  ...(manages
    ? [{ id: 'action', header: 'Access', value: () => null, cell: (person: PrincipalView) => <ChangeAccess account={person} />, sort: false as const }]
    : []),
]

/** Who can act, in which role, and who of them decides. */
export function PeoplePage({ cursor }: { readonly cursor: string | undefined }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.identity.listPeople.queryOptions(peopleInput(cursor)))
  const manages = usePermission('identity:write', null) === null
  const active = data.items.filter((person) => !person.disabledAt)
  const deciding = active.filter(decides)
  const roles = new Set(deciding.map((person) => person.role)).size
  return (
    <SettingsFrame
      name="People"
      meta={plural(data.items.length, 'person', 'people')}
      actions={<AddPerson />}
      answer={
        <>
          {capital(inWords(active.length))} {active.length === 1 ? 'person' : 'people'} can sign in, and <b>{inWords(deciding.length)}</b> of them{' '}
          {deciding.length === 1 ? 'decides' : 'decide'} on requests.
        </>
      }
      lead={
        deciding.length < 2 || roles < 2
          ? 'What is of high risk needs two people of different roles: without them it cannot be approved.'
          : 'Nobody decides on a version they made or a request they opened, whatever their role.'
      }
    >
      <Section title="People" lead="Those who can decide first.">
        <DataTable
          caption="People"
          noun={['person', 'people']}
          columns={columnsOf(manages)}
          rows={data.items}
          rowKey={(person) => person.id}
          defaultSort="decides"
          search="Filter by name, address or team"
          csvName="people"
          pager={
            cursor || data.nextCursor
              ? { newerHref: cursor ? '/settings/people' : null, olderHref: data.nextCursor ? `/settings/people?cursor=${data.nextCursor}` : null }
              : undefined
          }
          empty={<Empty title="Nobody is here yet">Add the first person.</Empty>}
        />
      </Section>
    </SettingsFrame>
  )
}
