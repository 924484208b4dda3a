'use client'

import { Area, ComposedChart, Line, ReferenceDot, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatInterval, formatValue, type ValueFormat } from '../ui/format.ts'
import { niceTicks } from './scale.ts'

export interface LinePoint {
  /** Epoch milliseconds, or any number with `xFormat`. */
  readonly x: number
  readonly value?: number | null
  readonly lower?: number | null
  readonly upper?: number | null
  /** Dotted, until labels mature. */
  readonly estimate?: number | null
  /** The previous version or the reference, in grey. */
  readonly previous?: number | null
}

export interface Threshold {
  readonly value: number
  /** "floor 0.780". */
  readonly label: string
}

interface LineBandProps {
  /** What a screen reader hears: measure, period, limit. */
  readonly label: string
  readonly points: readonly LinePoint[]
  readonly format?: ValueFormat
  readonly xFormat?: ValueFormat
  readonly threshold?: Threshold
  readonly domain?: readonly [number, number]
  readonly height?: number
}

type Drawn = LinePoint & { readonly band: readonly [number, number] | null }

function extent(points: readonly LinePoint[], threshold: Threshold | undefined): [number, number] {
  const values = points
    .flatMap((p) => [p.value, p.lower, p.upper, p.estimate, p.previous])
    .concat(threshold?.value)
    .filter((v): v is number => v != null && Number.isFinite(v))
  if (values.length === 0) return [0, 1]
  const [min, max] = [Math.min(...values), Math.max(...values)]
  const room = (max - min || Math.abs(max) || 1) * 0.12
  return [min >= 0 ? Math.max(0, min - room) : min - room, max + room]
}

/** A measure over time: line, 95 % band, estimate dotted, previous version grey, threshold dashed. */
export function LineBand(props: LineBandProps) {
  const { label, points, format, xFormat = { as: 'day' }, threshold, height = 180 } = props
  const domain = props.domain ?? extent(points, threshold)
  const drawn: Drawn[] = points.map((p) => ({
    ...p,
    band: p.lower == null || p.upper == null ? null : [p.lower, p.upper],
  }))
  const last = points.findLast((p) => p.value != null || p.estimate != null)
  const lastValue = last?.value ?? last?.estimate
  const ends = [points[0]?.x, points.at(-1)?.x].filter((x) => x !== undefined)
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 720, height }}>
      <ComposedChart data={drawn} margin={{ top: 8, right: 104, bottom: 0, left: 0 }} title={label} className="ch">
        <XAxis
          dataKey="x"
          type="number"
          domain={['dataMin', 'dataMax']}
          ticks={[...new Set(ends)]}
          tickFormatter={(x: number) => formatValue(x, xFormat)}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          interval={0}
          tick={<EndTick first={ends[0]} format={xFormat} />}
        />
        <YAxis
          domain={[...domain]}
          ticks={niceTicks(domain[0], domain[1], 3)}
          tickFormatter={(y: number) => formatValue(y, format)}
          width={56}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => <PointTip active={active} point={payload?.[0]?.payload as Drawn | undefined} format={format} xFormat={xFormat} />}
        />
        {threshold ? (
          <ReferenceLine
            y={threshold.value}
            stroke="var(--ink)"
            strokeDasharray="4 3"
            label={{ value: threshold.label, position: 'right', fill: 'var(--ink)', fontSize: 12 }}
          />
        ) : null}
        <Area dataKey="band" stroke="none" fill="var(--c-band)" fillOpacity={1} isAnimationActive={false} activeDot={false} connectNulls={false} />
        <Line dataKey="previous" stroke="var(--c-ref)" strokeWidth={1.5} dot={false} isAnimationActive={false} activeDot={false} />
        <Line dataKey="value" stroke="var(--c1)" strokeWidth={1.75} dot={false} isAnimationActive={false} activeDot={{ r: 3 }} />
        <Line dataKey="estimate" stroke="var(--c1)" strokeWidth={1.75} strokeDasharray="2 3" dot={false} isAnimationActive={false} activeDot={{ r: 3 }} />
        {last && lastValue != null ? (
          <ReferenceDot
            x={last.x}
            y={lastValue}
            r={2.5}
            fill="var(--c1)"
            stroke="none"
            label={{
              value: formatValue(lastValue, format),
              position: 'right',
              fill: 'var(--ink)',
              fontSize: 12,
              fontWeight: 600,
            }}
          />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  )
}

interface EndTickProps {
  readonly first: number | undefined
  readonly format: ValueFormat
  readonly x?: number
  readonly y?: number
  readonly payload?: { readonly value: number }
}

/** Only the first and the last position are named; the texts stay inside the plot. */
function EndTick({ first, format, x = 0, y = 0, payload }: EndTickProps) {
  if (!payload) return null
  return (
    <text x={x} y={y + 10} textAnchor={payload.value === first ? 'start' : 'end'} className="recharts-text">
      {formatValue(payload.value, format)}
    </text>
  )
}

interface PointTipProps {
  readonly active: boolean | undefined
  readonly point: Drawn | undefined
  readonly format: ValueFormat | undefined
  readonly xFormat: ValueFormat
}

function PointTip({ active, point, format, xFormat }: PointTipProps) {
  if (!active || !point) return null
  const value = point.value ?? point.estimate
  return (
    <div className="chart-tip">
      <b>
        {value == null ? 'Not measured' : formatValue(value, format)}
        {point.value == null && point.estimate != null ? ', estimated' : ''}
      </b>
      {point.lower != null && point.upper != null ? <span>{formatInterval(point.lower, point.upper)}</span> : null}
      {point.previous != null ? <span>before {formatValue(point.previous, format)}</span> : null}
      <span>{formatValue(point.x, xFormat)}</span>
    </div>
  )
}
