'use client'

import Link from 'next/link'
import type { WindowView } from '#server/contracts/monitoring.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'
import { State } from '../../ui/state.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { kindTitle, KIND_WORDS } from '../evidence/kind-words.ts'
import { metricTitle } from '#server/contracts/metric-titles.ts'
import { NoWindows } from './no-windows.tsx'
import { windowName } from './window-words.ts'

const OPEN = { word: 'Still open', state: 'waiting' } as const
const statusOf = ({ status, stale }: WindowView) => {
  if (status === 'open') return OPEN
  if (status === 'succeeded') return stale ? ({ word: 'To be revised', state: 'stale' } as const) : ({ word: 'Assessed', state: 'done' } as const)
  return { word: states[stateOf(status)].word, state: stateOf(status) }
}

const columnsOf = (metric: string | null): readonly DataColumn<WindowView>[] => [
  { id: 'window', header: 'Window', value: (row) => row.from, cell: (row) => windowName(row), csv: (row) => row.from, sort: 'desc', nowrap: true },
  {
    id: 'status',
    header: 'Status',
    value: (row) => statusOf(row).word,
    cell: (row) => (
      <>
        <State state={statusOf(row).state}>{statusOf(row).word}</State>
        {row.problem ? <span className="sub2">{row.problem.detail}</span> : null}
        {row.summary && row.summary.notMeasured.length > 0 ? (
          <span className="sub2">Without {[...new Set(row.summary.notMeasured.map(({ kind }) => kindTitle(kind).toLowerCase()))].join(', ')}</span>
        ) : null}
      </>
    ),
    filter: true,
  },
  { id: 'rows', header: 'Rows', value: (row) => row.rows, cell: (row) => formatCount(row.rows), kind: 'number' },
  {
    id: 'drift',
    header: 'Inputs',
    value: (row) => states[stateOf(row.summary?.drift?.verdict)].word,
    cell: (row) => <State state={stateOf(row.summary?.drift?.verdict)} />,
    filter: true,
    nowrap: true,
  },
  {
    id: 'outputs',
    header: 'Scores',
    value: (row) => states[stateOf(row.summary?.drift?.outputVerdict)].word,
    cell: (row) => <State state={stateOf(row.summary?.drift?.outputVerdict)} />,
    filter: true,
    nowrap: true,
  },
  {
    id: 'quality',
    header: 'Quality findings',
    value: (row) => row.summary?.quality?.findings,
    cell: (row) =>
      row.summary?.quality ? (
        <>
          {formatCount(row.summary.quality.findings)}
          {row.summary.quality.blocking > 0 ? `, ${formatCount(row.summary.quality.blocking)} blocking` : ''}
        </>
      ) : (
        <span className="num-miss">–</span>
      ),
    kind: 'number',
    sort: 'desc',
  },
  ...(metric === null
    ? []
    : [
        {
          id: 'metric',
          header: metricTitle(metric),
          value: (row: WindowView) => {
            const measure = row.summary?.performance?.metrics[metric]
            return measure && 'value' in measure ? measure.value : null
          },
          cell: (row: WindowView) => {
            const measure = row.summary?.performance?.metrics[metric]
            return formatMetric(measure && 'value' in measure ? measure.value : null, 3)
          },
          kind: 'number' as const,
        },
      ]),
  { id: 'labelled', header: 'Labelled', value: (row) => row.summary?.coverage, cell: (row) => formatPercent(row.summary?.coverage, 0), kind: 'number' },
  {
    id: 'maturity',
    header: 'Old enough',
    value: (row) => row.summary?.maturity,
    cell: (row) => formatPercent(row.summary?.maturity, 0),
    kind: 'number',
    hidden: true,
  },
  { id: 'revision', header: 'Revision', value: (row) => row.revision, kind: 'number' },
  {
    id: 'evidence',
    header: 'Evidence',
    value: (row) => row.evidence.map(({ kind }) => KIND_WORDS[kind].title).join(', '),
    cell: (row) => (
      <span className="row">
        {row.evidence.map(({ id, kind }) => (
          <Link key={id} href={`/evidence/${id}`}>
            {KIND_WORDS[kind].title}
          </Link>
        ))}
      </span>
    ),
    sort: false,
  },
]

/** Every window with what was found in it and the evidence that says the rest. */
export function WindowsTable({ windows, metric }: { readonly windows: readonly WindowView[]; readonly metric: string | null }) {
  return (
    <DataTable
      caption="Windows of production"
      noun={['window', 'windows']}
      columns={columnsOf(metric)}
      rows={windows}
      rowKey={(row) => row.id}
      defaultSort="-window"
      csvName="windows"
      compact
      empty={<NoWindows />}
    />
  )
}
