'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { severity, states } from '../../ui/states.ts'
import { scopeKey, scopeWords } from './budget-scope.ts'
import { budgetIcon, standingWords, type Budget } from './budget-words.ts'
import { money } from './costs-words.ts'
import { EndBudget } from './end-budget.tsx'
import { SetBudget } from './set-budget.tsx'

function columnsOf(currency: string): readonly DataColumn<Budget>[] {
  const amountOf = ({ current, next }: Budget) => current?.amountPerMonth ?? next?.amountPerMonth ?? null
  return [
    {
      id: 'scope',
      header: 'Of',
      value: ({ scope }) => scopeWords(scope),
      cell: ({ scope }) => (scope.kind === 'model' ? <Link href={`/models/${scope.name}`}>{scope.name}</Link> : scopeWords(scope)),
    },
    {
      id: 'amount',
      header: 'A month',
      value: (row) => Number(amountOf(row) ?? 0),
      cell: (row) => money(amountOf(row) ?? 0, currency),
      csv: amountOf,
      kind: 'number',
      sort: 'desc',
    },
    {
      id: 'spent',
      header: 'Spent',
      value: ({ month }) => Number(month.spent),
      cell: ({ month }) => money(month.spent, currency),
      csv: ({ month }) => month.spent,
      kind: 'number',
      sort: 'desc',
    },
    {
      id: 'forecast',
      header: 'Forecast',
      value: ({ month }) => month.forecast?.value ?? null,
      cell: ({ month: { forecast } }) => (forecast ? money(forecast.value, currency) : <span className="num-miss">not yet</span>),
      kind: 'number',
      sort: 'desc',
    },
    {
      id: 'interval',
      header: '90 % interval',
      value: ({ month: { forecast } }) => (forecast ? `${money(forecast.lower, currency)}–${money(forecast.upper, currency)}` : null),
      kind: 'interval',
      sort: false,
    },
    {
      id: 'standing',
      header: 'Against the budget',
      value: (row) => standingWords(row, currency),
      order: (row) => severity[states[budgetIcon(row)].tone],
      cell: (row) => <State state={budgetIcon(row)}>{standingWords(row, currency)}</State>,
      sort: 'asc',
    },
    {
      id: 'from',
      header: 'Since',
      value: ({ current, next }) => current?.effectiveFrom ?? next?.effectiveFrom,
      cell: ({ current, next }) => (
        <>
          {current ? formatDate(current.effectiveFrom) : null}
          {next ? (
            <small className="muted">
              {current ? '; ' : ''}
              {next.amountPerMonth === null ? 'ends' : money(next.amountPerMonth, currency)} from {formatDate(next.effectiveFrom)}
            </small>
          ) : null}
        </>
      ),
    },
  ]
}

const endOf = (currency: string): DataColumn<Budget> => ({
  id: 'end',
  header: 'End it',
  value: () => null,
  cell: (row) => <EndBudget budget={row} currency={currency} />,
  sort: false,
})

/** What a month may cost, of everything, models and teams, and how this month stands against it. */
export function BudgetsPart({ today }: { readonly today: string }) {
  const trpc = useTRPC()
  const blocked = usePermission('price:write', null)
  const { data } = useSuspenseQuery(trpc.finops.listBudgets.queryOptions({}))
  return (
    <Section
      title="Budgets"
      lead="What a month may cost. A budget counts for the whole of the month in which it begins; months that have ended keep theirs."
      actions={<SetBudget currency={data.currency} today={today} />}
    >
      <DataTable
        caption="Budgets of this month"
        noun={['budget', 'budgets']}
        urlKey="budget"
        columns={blocked ? columnsOf(data.currency) : [...columnsOf(data.currency), endOf(data.currency)]}
        rows={data.items}
        rowKey={({ scope }) => scopeKey(scope)}
        defaultSort="standing"
        csvName={`budgets-${today.slice(0, 7)}`}
        empty={<Empty title="No budgets">With one, this page says whether the month is likely to keep to it.</Empty>}
      />
    </Section>
  )
}
