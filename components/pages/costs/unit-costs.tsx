'use client'

import Link from 'next/link'
import type { Outputs } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { formatCount, formatDuration, formatPercent, formatSigned } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { SegmentedLinks } from '../../ui/segmented.tsx'
import { costsHref, GROUPS, type DayRange, type Group } from './costs-range.ts'
import { changeOf, money } from './costs-words.ts'
import { drillHref } from './drill-href.ts'

type Costs = Outputs['finops']['getCosts']
type Cost = Costs['items'][number]

const LABELS: Record<Group, string> = { model: 'Model', version: 'Version', team: 'Team', day: 'Day' }

function NameOf({ group, name }: { readonly group: Group; readonly name: string }) {
  const [model, version] = name.split('/')
  if (group === 'model') return <Link href={`/models/${name}`}>{name}</Link>
  if (group === 'version') return <Link href={`/models/${model}/versions/${version}`}>{`${model} v${version}`}</Link>
  if (group === 'day') return <Link href={costsHref({ from: name, to: name }, 'model')}>{formatDate(name)}</Link>
  return name
}

/** How many predictions, and the way to them where the search of predictions can be asked for them. */
function Predictions({ href, count }: { readonly href: string | null; readonly count: number }) {
  return href === null ? formatCount(count) : <Link href={href}>{formatCount(count)}</Link>
}

interface UnitCostsProps {
  readonly range: DayRange
  readonly group: Group
  readonly costs: Costs
  readonly earlier: Costs
}

/** How spend moved; days have no counterpart before. */
function changeColumn(earlier: Costs): DataColumn<Cost> {
  const then = new Map(earlier.items.map((item) => [item.key, item.amount]))
  const change = (row: Cost) => changeOf(row.amount, then.get(row.key))
  return {
    id: 'change',
    header: 'Against before',
    value: change,
    cell: (row) => {
      const by = change(row)
      return by === null ? <span className="num-miss">nothing before</span> : `${formatSigned(by * 100, 0)} %`
    },
    kind: 'number',
    sort: 'desc',
  }
}

function columnsOf({ range, group, costs, earlier }: UnitCostsProps): readonly DataColumn<Cost>[] {
  const { currency, total } = costs
  return [
    { id: 'name', header: LABELS[group], value: (row) => row.key, cell: (row) => <NameOf group={group} name={row.key} /> },
    {
      id: 'spent',
      header: 'Spent',
      value: (row) => Number(row.amount),
      cell: (row) => money(row.amount, currency),
      csv: (row) => row.amount,
      kind: 'number',
      sort: 'desc',
    },
    {
      id: 'share',
      header: 'Share',
      value: (row) => (Number(total) === 0 ? null : Number(row.amount) / Number(total)),
      cell: (row) => formatPercent(Number(row.amount) / (Number(total) || 1)),
      kind: 'number',
      sort: 'desc',
    },
    {
      id: 'predictions',
      header: 'Predictions',
      value: (row) => row.predictions,
      cell: (row) => <Predictions href={drillHref(range, group, row.key)} count={row.predictions} />,
      kind: 'number',
      sort: 'desc',
    },
    {
      id: 'unit',
      header: 'Per 1,000',
      value: (row) => Number(row.amountPerThousand),
      cell: (row) => money(row.amountPerThousand, currency),
      csv: (row) => row.amountPerThousand,
      kind: 'number',
      sort: 'desc',
    },
    ...(group === 'day' ? [] : [changeColumn(earlier)]),
    {
      id: 'device',
      header: 'Device time',
      value: (row) => row.deviceSeconds,
      cell: (row) => formatDuration(row.deviceSeconds * 1000),
      kind: 'number',
      sort: 'desc',
    },
    { id: 'requests', header: 'Requests', value: (row) => row.requests, cell: (row) => formatCount(row.requests), kind: 'number', sort: 'desc', hidden: true },
  ]
}

/** What each model, version, team or day cost, and what a thousand of its predictions cost. */
export function UnitCosts(props: UnitCostsProps) {
  const { range, group, costs } = props
  const predictions = costs.items.reduce((sum, item) => sum + item.predictions, 0)
  return (
    <Section
      title="Unit costs"
      lead="What a thousand predictions cost, and how spend moved against as many days before. A count of predictions leads to them."
      actions={<SegmentedLinks label="By" options={GROUPS.map((each) => ({ href: costsHref(range, each), label: LABELS[each], current: each === group }))} />}
    >
      <DataTable
        caption={`Costs by ${group}`}
        noun={[group, `${group}s`]}
        columns={columnsOf(props)}
        rows={costs.items}
        rowKey={(row) => row.key}
        defaultSort={group === 'day' ? '-name' : '-spent'}
        csvName={`costs-by-${group}-${range.from}-${range.to}`}
        totals={{
          name: 'Total',
          spent: money(costs.total, costs.currency),
          share: '100.0 %',
          predictions: formatCount(predictions),
          unit: predictions === 0 ? '–' : money((Number(costs.total) / predictions) * 1000, costs.currency),
        }}
        empty={<Empty title="No predictions in these days">Costs stand here by {group} once there are some.</Empty>}
      />
    </Section>
  )
}
