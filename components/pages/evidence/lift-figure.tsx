'use client'

import type { Lift } from '#server/kernel/performance/performance-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'

const UNIT = [0, 1] as const
const SHARE = { as: 'percent', decimals: 0 } as const

/** What is caught when only the highest-scored rows are looked at. */
export function LiftFigure({ lift }: { readonly lift: readonly Lift[] }) {
  const [first] = lift
  return (
    <Figure
      caption={
        first
          ? `The highest-scored ${formatPercent(first.share, 0)} of rows hold ${formatPercent(first.captured)} of all positives, ${formatMetric(first.lift)} times what chance gives.`
          : ''
      }
      csvName="lift"
      legend={[
        { label: 'Positives found', color: 'c1' },
        { label: 'By chance', color: 'c-ref' },
      ]}
      twin={{
        caption: 'Positives among the highest-scored rows',
        columns: [
          { label: 'Highest-scored' },
          { label: 'Rows', kind: 'number' },
          { label: 'Lift', kind: 'number' },
          { label: 'Of all positives', kind: 'number' },
        ],
        rows: lift.map((row) => [formatPercent(row.share, 0), formatCount(row.rows), formatMetric(row.lift), formatPercent(row.captured)]),
        csv: lift.map((row) => [row.share, row.rows, row.lift, row.captured]),
      }}
    >
      <XyChart
        label="Share of positives found by share of rows looked at"
        x={{ label: 'Highest-scored rows', domain: UNIT, format: SHARE }}
        y={{ label: 'Positives found', domain: UNIT, format: SHARE }}
        series={[
          { label: 'Positives found', shape: 'line-dots', points: [{ x: 0, y: 0 }, ...lift.map((row) => ({ x: row.share, y: row.captured }))] },
          { label: 'By chance', tone: 'reference', points: UNIT.map((end) => ({ x: end, y: end })) },
        ]}
        readPoint={(index) => {
          const row = lift[index - 1]
          return row
            ? `The highest ${formatPercent(row.share, 0)}, ${formatCount(row.rows)} rows: ${formatPercent(row.captured)} of positives, lift ${formatMetric(row.lift)}.`
            : 'No row looked at.'
        }}
      />
    </Figure>
  )
}
