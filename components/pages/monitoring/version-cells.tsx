import Link from 'next/link'
import type { NewestEvidenceView } from '#server/contracts/evidence-summary.ts'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { State } from '../../ui/state.tsx'
import { Tier } from '../../ui/tier.tsx'
import { Time } from '../../ui/time.tsx'

type Row = Pick<NewestEvidenceView, 'model' | 'version' | 'team' | 'live' | 'riskTier' | 'evidence'>

/** Which version a row is about, and whether it serves. */
export const versionColumns = <R extends Row>(): readonly DataColumn<R>[] => [
  {
    id: 'version',
    header: 'Version',
    value: (row) => `${row.model} v${row.version}`,
    cell: (row) => (
      <Link className="plain strong" href={`/models/${row.model}/versions/${row.version}`}>
        {row.model} v{row.version}
      </Link>
    ),
    nowrap: true,
  },
  {
    id: 'live',
    header: 'Serves',
    value: (row) => (row.live ? 'live' : 'not live'),
    cell: (row) => (row.live ? <State state="serving">Live</State> : <span className="muted">not live</span>),
    filter: true,
    nowrap: true,
  },
  {
    id: 'tier',
    header: 'Tier',
    value: (row) => row.riskTier,
    cell: (row) => <Tier tier={row.riskTier} />,
    order: (row) => ['low', 'medium', 'high'].indexOf(row.riskTier),
    sort: 'desc',
    filter: true,
  },
  { id: 'team', header: 'Team', value: (row) => row.team, filter: true, hidden: true },
]

/** When it was measured, as the way to the evidence itself. */
export const evidenceColumn = <R extends Row>(now: string, applies: (row: R) => boolean = () => true): DataColumn<R> => ({
  id: 'evidence',
  header: 'Evidence',
  value: (row) => row.evidence?.createdAt,
  cell: (row) =>
    row.evidence ? (
      <Link href={`/evidence/${row.evidence.id}`}>
        <span className="sr">
          Evidence about {row.model} v{row.version},{' '}
        </span>
        <Time at={row.evidence.createdAt} now={now} />
      </Link>
    ) : !applies(row) ? (
      <span className="num-miss">–</span>
    ) : (
      <Link href={`/models/${row.model}/versions/${row.version}`}>
        Run an assessment
        <span className="sr">
          {' '}
          of {row.model} v{row.version}
        </span>
      </Link>
    ),
  sort: 'desc',
  nowrap: true,
})
