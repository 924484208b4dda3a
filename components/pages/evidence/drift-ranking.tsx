'use client'

import type { FeatureDrift } from '#server/kernel/drift/drift-result.ts'
import { BarMark } from '../../charts/marks.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatMetric, formatP, formatPercent } from '../../ui/format.ts'
import { State } from '../../ui/state.tsx'
import { severity, stateOf, states } from '../../ui/states.ts'

/** Sorts ascending to worst first: by verdict, then by size. */
export const driftRank = (row: FeatureDrift): number => severity[states[stateOf(row.verdict)].tone] * 1000 - (row.tests.psi?.value ?? 0)

const columnsOf = (largest: number, floor: number): readonly DataColumn<FeatureDrift>[] => [
  { id: 'feature', header: 'Feature', value: (row) => row.feature },
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => states[stateOf(row.verdict)].word,
    cell: (row) => <State state={stateOf(row.verdict)} />,
    order: driftRank,
    filter: true,
    nowrap: true,
  },
  { id: 'psi', header: 'PSI', value: (row) => row.tests.psi?.value ?? null, cell: (row) => formatMetric(row.tests.psi?.value, 3), kind: 'number' },
  {
    id: 'size',
    header: 'Size',
    value: (row) => row.tests.psi?.value ?? null,
    cell: (row) => (
      <BarMark
        label={`PSI of ${row.feature}: ${formatMetric(row.tests.psi?.value, 3)}`}
        value={row.tests.psi?.value ?? null}
        max={largest}
        threshold={floor}
        strong={row.verdict === 'drift'}
        width={120}
      />
    ),
    sort: false,
    csv: () => null,
  },
  { id: 'moved', header: 'Rows moved', value: (row) => row.effect?.movedShare, cell: (row) => formatPercent(row.effect?.movedShare), kind: 'number' },
  {
    id: 'statistic',
    header: 'KS or χ²',
    value: (row) => row.tests.ks?.statistic ?? row.tests.chiSquare?.statistic ?? null,
    cell: (row) => formatMetric(row.tests.ks?.statistic ?? row.tests.chiSquare?.statistic),
    kind: 'number',
  },
  { id: 'p', header: 'p', value: (row) => row.pValue, cell: (row) => formatP(row.pValue), kind: 'number', sort: 'asc' },
  { id: 'adjusted', header: 'p, adjusted', value: (row) => row.adjustedPValue, cell: (row) => formatP(row.adjustedPValue), kind: 'number', sort: 'asc' },
  { id: 'type', header: 'Type', value: (row) => row.type, filter: true, hidden: true },
  { id: 'n', header: 'Usable values', value: (row) => row.current?.n, cell: (row) => formatCount(row.current?.n), kind: 'number', hidden: true },
  { id: 'detail', header: 'In words', value: (row) => row.detail ?? null, cell: (row) => <span className="muted">{row.detail}</span>, hidden: true },
]

interface DriftRankingProps {
  /** Worst first. */
  readonly features: readonly FeatureDrift[]
  readonly floor: number
  readonly chosen: string | undefined
  readonly hrefOf: (feature: string) => string
}

/** Each feature with its verdict and the numbers it rests on. */
export function DriftRanking({ features, floor, chosen, hrefOf }: DriftRankingProps) {
  const largest = Math.min(floor * 5, Math.max(floor * 1.2, ...features.map((row) => row.tests.psi?.value ?? 0)))
  return (
    <DataTable
      caption="Features by drift"
      noun={['feature', 'features']}
      columns={columnsOf(largest, floor)}
      rows={features}
      rowKey={(row) => row.feature}
      rowHref={(row) => hrefOf(row.feature)}
      selectedKey={chosen ?? null}
      defaultSort="verdict"
      csvName="drift"
      search={features.length > 10 ? 'Filter by name' : undefined}
      empty={<Empty title="No feature was compared">The version names no feature.</Empty>}
    />
  )
}
