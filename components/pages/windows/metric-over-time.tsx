'use client'

import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import type { XyLimit } from '../../charts/xy-types.ts'
import { formatCount, formatInterval, formatMetric, formatPercent } from '../../ui/format.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import type { MetricPoint } from './window-series.ts'

interface MetricOverTimeProps {
  readonly name: string
  readonly caption: string
  readonly points: readonly MetricPoint[]
  readonly hourly: boolean
  readonly csvName: string
  /** What `n` counts: "labelled rows". */
  readonly counted: string
  readonly limits?: readonly XyLimit[]
}

const known = (points: readonly MetricPoint[]) => points.some((point) => point.estimate !== null)

/** A measure over windows with its interval; what was estimated before labels came is dashed. */
export function MetricOverTime({ name, caption, points, hourly, csvName, counted, limits = [] }: MetricOverTimeProps) {
  const when = (at: number) => (hourly ? formatInstant(at) : formatDate(at))
  const estimated = known(points)
  const words = (point: MetricPoint) => {
    const measured = point.value === null ? 'not measured' : formatMetric(point.value, 3)
    const interval = point.lower === null || point.upper === null ? '' : ` (${formatInterval(point.lower, point.upper, 3)})`
    const guess = point.estimate === null ? '' : `, estimated ${formatMetric(point.estimate, 3)}`
    return `${when(point.at)}: ${name} ${measured}${interval}${guess}, ${formatCount(point.n)} ${counted}, ${formatPercent(point.coverage, 0)} of rows labelled`
  }
  return (
    <Figure
      caption={caption}
      csvName={csvName}
      {...(estimated
        ? {
            legend: [
              { label: 'Measured', color: 'c1' },
              { label: 'Estimated before labels', dashed: true },
            ],
          }
        : {})}
      twin={{
        caption: `${name} by window`,
        columns: [
          { label: 'Window from' },
          { label: name, kind: 'number' },
          { label: '95 % interval', kind: 'interval' },
          { label: 'Estimated', kind: 'number' },
          { label: counted, kind: 'number' },
          { label: 'Labelled', kind: 'number' },
        ],
        rows: points.map((point) => [
          when(point.at),
          formatMetric(point.value, 3),
          formatInterval(point.lower, point.upper, 3),
          formatMetric(point.estimate, 3),
          formatCount(point.n),
          formatPercent(point.coverage, 0),
        ]),
        csv: points.map((point) => [
          new Date(point.at).toISOString(),
          point.value,
          point.lower === null ? null : `${point.lower} to ${point.upper}`,
          point.estimate,
          point.n,
          point.coverage,
        ]),
      }}
    >
      <XyChart
        label={`${name} by window`}
        height={220}
        x={{ label: 'Window from', format: { as: 'day' } }}
        y={{ label: name }}
        limits={limits}
        series={[
          { label: name, shape: 'line-dots', points: points.map((point) => ({ x: point.at, y: point.value, lower: point.lower, upper: point.upper })) },
          ...(estimated ? [{ label: 'Estimated', dashed: true, points: points.map((point) => ({ x: point.at, y: point.estimate })) }] : []),
        ]}
        readPoint={(index) => {
          const point = points[index]
          return point ? words(point) : ''
        }}
      />
    </Figure>
  )
}
