'use client'

import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatCount, formatInterval, formatMetric } from '../../ui/format.ts'

export interface CalibrationPoint {
  readonly predicted: number
  readonly observed: number
  readonly lower?: number
  readonly upper?: number
  readonly n: number
}

interface CalibrationFigureProps {
  readonly caption: string
  readonly points: readonly CalibrationPoint[]
  readonly names: readonly [predicted: string, observed: string]
}

/** What was predicted against what happened, with the line on which both agree. */
export function CalibrationFigure({ caption, points, names }: CalibrationFigureProps) {
  const ordered = points.toSorted((a, b) => a.predicted - b.predicted)
  const bounded = ordered.some(({ lower }) => lower !== undefined)
  return (
    <Figure
      caption={caption}
      csvName="calibration"
      legend={[
        { label: names[1], color: 'c1' },
        { label: 'Agreement', color: 'c-ref' },
      ]}
      twin={{
        caption,
        columns: [
          { label: names[0] },
          { label: names[1], kind: 'number' },
          ...(bounded ? [{ label: '95 % interval', kind: 'interval' as const }] : []),
          { label: 'n', kind: 'number' },
        ],
        rows: ordered.map((point) => [
          formatMetric(point.predicted),
          formatMetric(point.observed),
          ...(bounded ? [formatInterval(point.lower, point.upper)] : []),
          formatCount(point.n),
        ]),
        csv: ordered.map((point) => [
          point.predicted,
          point.observed,
          ...(bounded ? [point.lower === undefined ? null : `${point.lower} to ${point.upper}`] : []),
          point.n,
        ]),
      }}
    >
      <XyChart
        label={`${names[1]} by ${names[0].toLowerCase()}`}
        x={{ label: names[0] }}
        y={{ label: names[1] }}
        series={[
          {
            label: names[1],
            shape: 'line-dots',
            points: ordered.map((point) => ({ x: point.predicted, y: point.observed, lower: point.lower ?? null, upper: point.upper ?? null })),
          },
          { label: 'Agreement', tone: 'reference', points: ordered.map((point) => ({ x: point.predicted, y: point.predicted })) },
        ]}
        readPoint={(index) => {
          const point = ordered[index]
          const interval = point?.lower === undefined ? '' : ` (${formatInterval(point.lower, point.upper)})`
          return `${names[0]} ${formatMetric(point?.predicted)}: ${names[1].toLowerCase()} ${formatMetric(point?.observed)}${interval}, n ${formatCount(point?.n)}.`
        }}
      />
    </Figure>
  )
}
