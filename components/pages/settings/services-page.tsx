'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { PrincipalView } from '#server/contracts/identity.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { inWords, plural } from '../../ui/format.ts'
import { formatDistance } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { AddService } from './add-service.tsx'
import { ChangeAccess } from './change-access.tsx'
import { KeysTable } from './keys-table.tsx'
import { NewKey } from './new-key.tsx'
import { roleLabel } from './role-words.ts'
import { SettingsFrame } from './settings-frame.tsx'
import { ofEveryone, servicesInput } from './settings-inputs.ts'

const columnsOf = (manages: boolean): readonly DataColumn<PrincipalView>[] => [
  { id: 'name', header: 'Account', value: (account) => account.name },
  { id: 'role', header: 'Role', value: (account) => roleLabel(account.role), nowrap: true },
  { id: 'team', header: 'Team', value: (account) => account.team },
  {
    id: 'state',
    header: 'State',
    value: (account) => (account.disabledAt ? 'Disabled' : 'Active'),
    cell: (account) => (account.disabledAt ? <State state="retired">Disabled</State> : <State state="allowed">Active</State>),
    nowrap: true,
  },
  {
    id: 'since',
    header: 'Since',
    value: (account) => account.createdAt,
    cell: (account) => <Time at={account.createdAt} form="date" />,
    sort: 'desc',
    nowrap: true,
  },
  ...(manages
    ? [
        {
          id: 'action',
          header: 'Action',
          value: () => null,
          cell: (account: PrincipalView) => (
            <span className="row">
              {account.disabledAt ? null : <NewKey owner={account} />}
              <ChangeAccess account={account} />
            </span>
          ),
          sort: false as const,
        },
      ]
    : []),
]

/** Accounts that act by key, and every key with when it was last used. */
export function ServicesPage({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const { data: accounts } = useSuspenseQuery(trpc.identity.listPeople.queryOptions(servicesInput))
  const { data: keys } = useSuspenseQuery(trpc.identity.listKeys.queryOptions(ofEveryone))
  const manages = usePermission('identity:write', null) === null
  const working = keys.items.filter((key) => !key.revokedAt && (key.expiresAt === null || key.expiresAt > now))
  const next = working
    .flatMap((key) => (key.expiresAt ? [{ ...key, expiresAt: key.expiresAt }] : []))
    .toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt))[0]
  const unused = working.filter((key) => key.lastUsedAt === null).length
  return (
    <SettingsFrame
      name="Service accounts and keys"
      meta={plural(accounts.items.length, 'service account')}
      actions={<AddService />}
      answer={
        <>
          {working.length === 0
            ? 'No key works'
            : working.length === 1
              ? 'One key works'
              : `${inWords(working.length).replace(/^./, (c) => c.toUpperCase())} keys work`}
          {next ? (
            <>
              ; <b>{next.name}</b> of {next.owner.name} ends first, in {formatDistance(now, next.expiresAt)}
            </>
          ) : null}
          .
        </>
      }
      lead={
        manages
          ? unused > 0
            ? `${plural(unused, 'key was', 'keys were')} never used: revoke what nobody needs.`
            : 'Keys belong to one account, end by themselves and never sign anything.'
          : 'You see your own keys here; an administrator sees all.'
      }
    >
      <Section title="Service accounts" lead="They act by key alone: they never sign in and never decide.">
        <DataTable
          caption="Service accounts"
          noun={['account', 'accounts']}
          columns={columnsOf(manages)}
          rows={accounts.items}
          rowKey={(account) => account.id}
          urlKey="accounts"
          plain
          empty={<Empty title="No service account yet">Add one for each pipeline or application that acts through the API.</Empty>}
        />
      </Section>
      <Section title={manages ? 'All keys' : 'My keys'} lead="Only a hash is kept; the beginning of a key is what it is recognised by.">
        <KeysTable keys={keys.items} now={now} withOwner />
      </Section>
    </SettingsFrame>
  )
}
