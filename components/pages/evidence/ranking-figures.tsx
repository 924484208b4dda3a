'use client'

import type { BinaryResult, ThresholdRow } from '#server/kernel/performance/performance-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatMetric, formatPercent } from '../../ui/format.ts'
import { measureWords } from './summarise.ts'

const UNIT = [0, 1] as const
const SHARE = { as: 'metric', decimals: 2 } as const

interface RankingProps {
  readonly result: BinaryResult
  /** The threshold that is looked at: marked on the curve. */
  readonly looked: ThresholdRow | undefined
}

/** How well scores order positives before negatives. */
export function RocFigure({ result, looked }: RankingProps) {
  const { roc } = result.curves
  return (
    <Figure
      caption={`ROC AUC ${measureWords(result.metrics.rocAuc)}; grey is guessing.`}
      csvName="roc"
      twin={{
        caption: 'ROC curve',
        columns: [{ label: 'Threshold' }, { label: 'False positive rate', kind: 'number' }, { label: 'True positive rate', kind: 'number' }],
        rows: roc.map((point) => [formatMetric(point.threshold), formatMetric(point.falsePositiveRate), formatMetric(point.truePositiveRate)]),
        csv: roc.map((point) => [point.threshold, point.falsePositiveRate, point.truePositiveRate]),
      }}
    >
      <XyChart
        label="True positive rate by false positive rate"
        x={{ label: 'False positive rate', domain: UNIT, format: SHARE }}
        y={{ label: 'True positive rate', domain: UNIT, format: SHARE }}
        series={[
          { label: 'ROC', points: roc.map((point) => ({ x: point.falsePositiveRate, y: point.truePositiveRate })) },
          {
            label: 'Guessing',
            tone: 'reference',
            points: [
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ],
          },
        ]}
        readPoint={(index) => {
          const point = roc[index]
          const at = `finds ${formatPercent(point?.truePositiveRate)} of positives and takes ${formatPercent(point?.falsePositiveRate)} of negatives`
          return point?.threshold == null ? `Above every score: ${at}.` : `From a score of ${formatMetric(point.threshold)} on: ${at}.`
        }}
        marks={
          looked && looked.recall !== null && looked.falsePositiveRate !== null
            ? [{ x: looked.falsePositiveRate, y: looked.recall, label: formatMetric(looked.threshold, 3) }]
            : []
        }
      />
    </Figure>
  )
}

/** How pure the decided positives are when more of the true ones are found. */
export function PrecisionRecallFigure({ result, looked }: RankingProps) {
  const points = result.curves.precisionRecall.toSorted((a, b) => a.recall - b.recall)
  const { prevalence } = result
  return (
    <Figure
      caption={`Average precision ${measureWords(result.metrics.averagePrecision)}; grey is the share of positives.`}
      csvName="precision-recall"
      twin={{
        caption: 'Precision by recall',
        columns: [{ label: 'Threshold' }, { label: 'Recall', kind: 'number' }, { label: 'Precision', kind: 'number' }],
        rows: points.map((point) => [formatMetric(point.threshold), formatMetric(point.recall), formatMetric(point.precision)]),
        csv: points.map((point) => [point.threshold, point.recall, point.precision]),
      }}
    >
      <XyChart
        label="Precision by recall"
        x={{ label: 'Recall', domain: UNIT, format: SHARE }}
        y={{ label: 'Precision', domain: UNIT, format: SHARE }}
        series={[
          { label: 'Precision', points: points.map((point) => ({ x: point.recall, y: point.precision })) },
          {
            label: 'Share of positives',
            tone: 'reference',
            points: [
              { x: 0, y: prevalence },
              { x: 1, y: prevalence },
            ],
          },
        ]}
        readPoint={(index) => {
          const point = points[index]
          return `From a score of ${formatMetric(point?.threshold)} on: ${formatPercent(point?.recall)} of positives are found, and ${formatPercent(point?.precision)} of those decided positive are.`
        }}
        marks={
          looked && looked.recall !== null && looked.precision !== null
            ? [{ x: looked.recall, y: looked.precision, label: formatMetric(looked.threshold, 3) }]
            : []
        }
      />
    </Figure>
  )
}
