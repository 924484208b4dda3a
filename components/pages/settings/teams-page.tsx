'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, inWords, plural } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { SettingsFrame } from './settings-frame.tsx'

type Team = Outputs['identity']['listTeams']['items'][number]

const count = (id: 'people' | 'services' | 'models', header: string): DataColumn<Team> => ({
  id,
  header,
  value: (team) => team[id],
  cell: (team) => formatCount(team[id]),
  kind: 'number',
  sort: 'desc',
})

const columns: readonly DataColumn<Team>[] = [
  { id: 'name', header: 'Team', value: (team) => team.name },
  count('people', 'People'),
  count('services', 'Service accounts'),
  count('models', 'Models'),
]

/** Who owns what: teams with their people and models. */
export function TeamsPage() {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.identity.listTeams.queryOptions({}))
  const orphaned = data.items.filter((team) => team.models > 0 && team.people === 0)
  return (
    <SettingsFrame
      name="Teams"
      meta={plural(data.items.length, 'team')}
      answer={
        orphaned.length > 0 ? (
          <>
            <b>{orphaned.map((team) => team.name).join(', ')}</b> {orphaned.length === 1 ? 'owns' : 'own'} models and {orphaned.length === 1 ? 'has' : 'have'}{' '}
            nobody who can act for them.
          </>
        ) : (
          `${data.items.length === 1 ? 'One team is' : `${inWords(data.items.length).replace(/^./, (c) => c.toUpperCase())} teams are`} known, and each that owns models has people.`
        )
      }
      lead="ML engineers act only for what their own team owns."
    >
      <Section title="Teams">
        <DataTable
          caption="Teams"
          noun={['team', 'teams']}
          columns={columns}
          rows={data.items}
          rowKey={(team) => team.id}
          defaultSort="-models"
          csvName="teams"
          search="Filter by name"
          empty={<Empty title="No team yet">A team is made when the first person or service account is put into it.</Empty>}
        />
        <Note>A team is made when the first person or service account is put into it; disabled accounts are not counted.</Note>
      </Section>
    </SettingsFrame>
  )
}
