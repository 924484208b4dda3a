'use client'

import type { StandingView } from '#server/contracts/standing.ts'
import { RISK_TIERS } from '#server/contracts/risk.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { formatCount } from '../../ui/format.ts'
import { stateOf, states } from '../../ui/states.ts'
import { Tier } from '../../ui/tier.tsx'
import { Time } from '../../ui/time.tsx'
import { DriftMark } from './drift-mark.tsx'
import { MODELS_SHOWN, type ModelsQuery } from './models-query.ts'
import { NoModels } from './no-models.tsx'
import { ProductionDrift } from './production.tsx'
import { GatesLink, NoteCell } from './standing-cells.tsx'
import { gateWords, noteOf, StandingMark, standingOrder, standingWord } from './standing.tsx'

const versionOf = (row: StandingView): string | null => row.live?.version ?? null
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const columnsOf = (now: string): readonly DataColumn<StandingView>[] => [
  { id: 'model', header: 'Model', value: (row) => row.model, nowrap: true },
  {
    id: 'live',
    header: 'Live',
    value: versionOf,
    cell: (row) =>
      row.live ? (
        <>
          <span className="faint">v</span>
          {row.live.version}
        </>
      ) : (
        <span className="num-miss">–</span>
      ),
  },
  {
    id: 'state',
    header: 'State',
    value: (row) => standingWord(row.standing),
    cell: (row) => <StandingMark row={row} now={now} />,
    order: (row) => standingOrder(row.standing),
    filter: true,
  },
  {
    id: 'tier',
    header: 'Tier',
    value: (row) => row.riskTier,
    cell: (row) => <Tier tier={row.riskTier} />,
    order: (row) => RISK_TIERS.indexOf(row.riskTier),
    sort: 'desc',
    filter: true,
  },
  {
    id: 'gates',
    header: 'Gates',
    value: gateWords,
    cell: (row) => <GatesLink row={row} />,
    nowrap: true,
    order: (row) => row.gates.filter((gate) => gate.state !== 'pass').length,
    sort: 'desc',
  },
  {
    id: 'drift',
    header: 'Drift',
    value: (row) => {
      const verdict = row.production?.drift?.verdict ?? row.gates.find((gate) => gate.kind === 'drift')?.measured
      return verdict ? states[stateOf(verdict)].word : null
    },
    cell: (row) => (row.production?.drift ? <ProductionDrift drift={row.production.drift} /> : <DriftMark gates={row.gates} />),
    filter: true,
    nowrap: true,
  },
  { id: 'owner', header: 'Registered by', value: (row) => row.createdBy, filter: true, nowrap: true },
  { id: 'team', header: 'Team', value: (row) => row.team, filter: true },
  { id: 'purpose', header: 'Purpose', value: (row) => capital(row.purpose), filter: true, hidden: true },
  { id: 'exposure', header: 'Exposure', value: (row) => capital(row.exposure), filter: true, hidden: true },
  { id: 'predictions', header: 'Rows, 7 d', value: (row) => row.predictions, cell: (row) => formatCount(row.predictions), kind: 'number' },
  { id: 'changed', header: 'Changed', value: (row) => row.changedAt, cell: (row) => <Time at={row.changedAt} now={now} />, sort: 'desc', nowrap: true },
  { id: 'note', header: 'To note', value: noteOf, cell: (row) => <NoteCell row={row} /> },
]

/** Paged on the server, order and most filters are the server's. */
const pagedColumns = (now: string): readonly DataColumn<StandingView>[] =>
  columnsOf(now).map((column) => ({ ...column, sort: false, filter: column.id === 'tier' ? RISK_TIERS.map((value) => ({ value })) : false }))

interface ModelsTableProps {
  readonly rows: readonly StandingView[]
  readonly total: number
  readonly nextCursor: string | null
  readonly newerHref: string | null
  readonly query: ModelsQuery
  readonly now: string
}

export function ModelsTable({ rows, total, nextCursor, newerHref, query, now }: ModelsTableProps) {
  const paged = total > MODELS_SHOWN
  const older = nextCursor ? `/models?${new URLSearchParams({ ...(query.search ? { q: query.search } : {}), cursor: nextCursor })}` : null
  return (
    <DataTable
      caption="Models"
      noun={['model', 'models']}
      columns={paged ? pagedColumns(now) : columnsOf(now)}
      rows={rows}
      rowKey={(row) => row.model}
      rowHref={(row) => `/models/${row.model}`}
      defaultSort={paged ? undefined : 'state'}
      groupBy={paged ? undefined : (row) => (row.live ? 'Live' : row.standing === 'retired' ? 'Retired' : 'Candidates, not live')}
      search="Filter by name, team, state"
      csvName="models"
      empty={<NoModels />}
      {...(paged ? { server: true, total, pager: { newerHref, olderHref: older } } : {})}
    />
  )
}
