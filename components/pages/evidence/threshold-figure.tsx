'use client'

import type { ThresholdRow } from '#server/kernel/performance/performance-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'

const SHARE = { as: 'metric', decimals: 2 } as const

/** Precision, recall and how many are decided positive, over all thresholds. */
export function ThresholdFigure({ rows, looked }: { readonly rows: readonly ThresholdRow[]; readonly looked: ThresholdRow | undefined }) {
  const of = (read: (row: ThresholdRow) => number | null) => rows.map((row) => ({ x: row.threshold, y: read(row) }))
  return (
    <Figure
      caption="What is found, how purely, and how many are decided positive, by threshold."
      csvName="thresholds"
      legend={[
        { label: 'Recall', color: 'c1' },
        { label: 'Precision', color: 'c2' },
        { label: 'Decided positive', color: 'c-ref' },
      ]}
      twin={{
        caption: 'Decisions by threshold',
        columns: [
          { label: 'Threshold' },
          { label: 'Decided positive', kind: 'number' },
          { label: 'Precision', kind: 'number' },
          { label: 'Recall', kind: 'number' },
          { label: 'False positive rate', kind: 'number' },
          { label: 'True positives', kind: 'number' },
          { label: 'False positives', kind: 'number' },
          { label: 'False negatives', kind: 'number' },
          { label: 'True negatives', kind: 'number' },
        ],
        rows: rows.map((row) => [
          formatMetric(row.threshold, 2),
          formatPercent(row.decidedPositive),
          formatMetric(row.precision),
          formatMetric(row.recall),
          formatMetric(row.falsePositiveRate),
          formatCount(row.truePositives),
          formatCount(row.falsePositives),
          formatCount(row.falseNegatives),
          formatCount(row.trueNegatives),
        ]),
        csv: rows.map((row) => [
          row.threshold,
          row.decidedPositive,
          row.precision,
          row.recall,
          row.falsePositiveRate,
          row.truePositives,
          row.falsePositives,
          row.falseNegatives,
          row.trueNegatives,
        ]),
      }}
    >
      <XyChart
        label="Recall, precision and share decided positive by threshold"
        x={{ label: 'Threshold', format: SHARE }}
        y={{ label: 'Share', domain: [0, 1], format: SHARE }}
        series={[
          { label: 'Recall', points: of((row) => row.recall) },
          { label: 'Precision', tone: 'second', points: of((row) => row.precision) },
          { label: 'Decided positive', tone: 'reference', points: of((row) => row.decidedPositive) },
        ]}
        readPoint={(index) => {
          const row = rows[index]
          return `At ${formatMetric(row?.threshold, 2)}: recall ${formatMetric(row?.recall)}, precision ${formatMetric(row?.precision)}, ${formatPercent(row?.decidedPositive)} decided positive.`
        }}
        limits={looked ? [{ axis: 'x', value: looked.threshold, label: `looked at ${formatMetric(looked.threshold, 3)}` }] : []}
      />
    </Figure>
  )
}
