'use client'

import type { StandingView } from '#server/contracts/standing.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { Tier } from '../../ui/tier.tsx'
import { ProductionDrift } from '../models/production.tsx'
import { GatesLink, NoteCell } from '../models/standing-cells.tsx'
import { gateWords, grantWords, noteOf, StandingMark, standingOrder, standingWord } from '../models/standing.tsx'

const TIERS = ['low', 'medium', 'high']

const columnsOf = (now: string): readonly DataColumn<StandingView>[] => [
  {
    id: 'model',
    header: 'Model',
    value: (row) => row.model,
    cell: (row) => (
      <>
        {row.model}{' '}
        <span className="muted" style={{ fontWeight: 'var(--w-text)' }}>
          v{row.live?.version}
        </span>
      </>
    ),
    nowrap: true,
    csv: (row) => `${row.model} v${row.live?.version}`,
  },
  {
    id: 'standing',
    header: 'Allowed?',
    value: (row) => standingWord(row.standing),
    cell: (row) => <StandingMark row={row} now={now} />,
    order: (row) => standingOrder(row.standing),
    filter: true,
  },
  { id: 'until', header: 'Grant until', value: grantWords, nowrap: true, order: (row) => row.live?.grantUntil ?? '' },
  {
    id: 'tier',
    header: 'Tier',
    value: (row) => row.riskTier,
    cell: (row) => <Tier tier={row.riskTier} />,
    order: (row) => TIERS.indexOf(row.riskTier),
    sort: 'desc',
    filter: true,
  },
  {
    id: 'gates',
    header: 'Gates that hold',
    value: gateWords,
    cell: (row) => <GatesLink row={row} />,
    nowrap: true,
    order: (row) => row.gates.filter((gate) => gate.state !== 'pass').length,
    sort: 'desc',
  },
  {
    id: 'drift',
    header: 'Drift in production',
    value: (row) => (row.production?.drift ? states[stateOf(row.production.drift.verdict)].word : null),
    cell: (row) => <ProductionDrift drift={row.production?.drift} />,
    filter: true,
    nowrap: true,
  },
  { id: 'team', header: 'Team', value: (row) => row.team, filter: true },
  { id: 'predictions', header: 'Rows, 7 d', value: (row) => row.predictions, cell: (row) => formatCount(row.predictions), kind: 'number' },
  { id: 'note', header: 'To note', value: noteOf, cell: (row) => <NoteCell row={row} /> },
]

/** Every model that is live, worst first. */
export function LivePart({ rows, now }: { readonly rows: readonly StandingView[]; readonly now: string }) {
  return (
    <Section title="Live models" lead="Worst state first. A model that is fine stays quiet.">
      <DataTable
        caption="Live models"
        noun={['live model', 'live models']}
        columns={columnsOf(now)}
        rows={rows}
        rowKey={(row) => row.model}
        rowHref={(row) => `/models/${row.model}/versions/${row.live?.version}`}
        defaultSort="standing"
        csvName="live-models"
        empty={
          <Empty title="No model is live">A version goes live once it has evidence, the signatures its tier asks for, and is deployed under the grant.</Empty>
        }
      />
    </Section>
  )
}
