'use client'

import type { DeploymentView } from '#server/contracts/serving.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatDuration, formatMoney } from '../../ui/format.ts'
import { State } from '../../ui/state.tsx'
import { severity, states } from '../../ui/states.ts'
import { Time } from '../../ui/time.tsx'
import { costKey } from './deployment-inputs.ts'
import { grantStateWords } from './deployment-words.ts'

export interface LiveRow {
  readonly deployment: DeploymentView
  readonly activity: Outputs['serving']['listActivity']['items'][number] | undefined
  readonly cost: string | null
}

/** Deployments with what they did and cost, put together. */
export function liveRows(
  deployments: readonly DeploymentView[],
  activity: Outputs['serving']['listActivity'],
  costs: Outputs['finops']['getCosts'],
): LiveRow[] {
  const [did, cost] = [new Map(activity.items.map((item) => [item.deploymentId, item])), new Map(costs.items.map((item) => [item.key, item.amount]))]
  return deployments.map((deployment) => ({ deployment, activity: did.get(deployment.id), cost: cost.get(costKey(deployment)) ?? null }))
}

const wordsOf = ({ deployment }: LiveRow) => grantStateWords(deployment.grantState, deployment.grantExpiresAt)

const columnsOf = (currency: string): readonly DataColumn<LiveRow>[] => [
  {
    id: 'model',
    header: 'Model',
    value: (row) => row.deployment.model,
    cell: ({ deployment }) => (
      <>
        <span className="strong">{deployment.model}</span>
        <span className="sub2 font-normal">
          v{deployment.version} in {deployment.environment}
        </span>
      </>
    ),
  },
  {
    id: 'allowed',
    header: 'Allowed?',
    value: (row) => wordsOf(row).word,
    cell: (row) => <State state={wordsOf(row).state}>{wordsOf(row).word}</State>,
    order: (row) => severity[states[wordsOf(row).state].tone],
    nowrap: true,
  },
  { id: 'since', header: 'Live since', value: (row) => row.deployment.createdAt, cell: (row) => <Time at={row.deployment.createdAt} />, nowrap: true },
  {
    id: 'requests',
    header: 'Requests, 24 h',
    value: (row) => row.activity?.requests ?? 0,
    cell: (row) => formatCount(row.activity?.requests ?? 0),
    kind: 'number',
  },
  { id: 'last', header: 'Last request', value: (row) => row.activity?.lastAt, cell: (row) => <Time at={row.activity?.lastAt} form="relative" />, nowrap: true },
  { id: 'p50', header: 'p50', value: (row) => row.activity?.latency?.p50Ms, cell: (row) => formatDuration(row.activity?.latency?.p50Ms), kind: 'number' },
  { id: 'p99', header: 'p99', value: (row) => row.activity?.latency?.p99Ms, cell: (row) => formatDuration(row.activity?.latency?.p99Ms), kind: 'number' },
  {
    id: 'cost',
    header: 'Cost, 30 d',
    value: (row) => (row.cost === null ? null : Number(row.cost)),
    cell: (row) => costWords(row.cost, currency),
    kind: 'number',
  },
]

/** A cost as small as these are: cents where there are any, else how little it is. */
function costWords(amount: string | null, currency: string): string {
  const value = Number(amount ?? Number.NaN)
  if (Number.isNaN(value)) return '–'
  return value > 0 && value < 0.01 ? `< ${formatMoney(0.01, currency)}` : formatMoney(value, currency)
}

/** What serves now, what may not serve first. */
export function LiveTable({ rows, currency }: { readonly rows: readonly LiveRow[]; readonly currency: string }) {
  return (
    <DataTable
      caption="Active deployments"
      noun={['deployment', 'deployments']}
      columns={columnsOf(currency)}
      rows={rows}
      rowKey={(row) => row.deployment.id}
      rowHref={(row) => `/deployments/${row.deployment.id}`}
      defaultSort="allowed"
      search="Filter by model"
      csvName="deployments"
      plain={rows.length < 2}
      empty={
        <Empty title="Nothing serves" actions={<LinkButton href="/deployments/new">Deploy an approved version</LinkButton>}>
          A version that has been approved has a grant, and can be deployed while the grant is live.
        </Empty>
      }
    />
  )
}
