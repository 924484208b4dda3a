'use client'

import { Bar, BarChart, CartesianGrid, ErrorBar, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatValue, type ValueFormat } from '../ui/format.ts'
import type { Threshold } from './line-band.tsx'
import type { LegendEntry } from './figure.tsx'

export interface BarSeries {
  readonly key: string
  readonly label: string
}

export interface BarPosition {
  /** What stands under the bar: "1 Nov". */
  readonly x: string
  readonly values: Readonly<Record<string, number>>
  /** Instead of values: a forecast total with its interval. */
  readonly forecast?: { readonly value: number; readonly lower: number; readonly upper: number }
}

interface StackedBarsProps {
  readonly label: string
  readonly positions: readonly BarPosition[]
  /** At most five, then "other" as the last. */
  readonly series: readonly BarSeries[]
  readonly format?: ValueFormat
  readonly threshold?: Threshold
  readonly height?: number
}

/** Room for the label of a threshold, which stands right of the bars. */
const LETTER_WIDTH = 7

/** The colour of series `i` of `count`; a sixth one and "other" are graphite. */
export function seriesColor(series: readonly BarSeries[], index: number): string {
  return series[index]?.key === 'other' || index >= 7 ? 'c8' : `c${index + 1}`
}

/** Legend entries of stacked bars, for the Figure. */
export function barLegend(series: readonly BarSeries[], forecast = false): LegendEntry[] {
  const entries: LegendEntry[] = series.map((s, i) => ({ label: s.label, color: seriesColor(series, i) }))
  return forecast ? [...entries, { label: 'forecast, line = interval', dashed: true }] : entries
}

/** What adds to a total, per day or month. */
export function StackedBars({ label, positions, series, format, threshold, height = 240 }: StackedBarsProps) {
  const rows = positions.map((p) => ({
    ...p.values,
    x: p.x,
    forecast: p.forecast?.value,
    interval: p.forecast ? [p.forecast.value - p.forecast.lower, p.forecast.upper - p.forecast.value] : undefined,
  }))
  const every = Math.max(0, Math.ceil(positions.length / 7) - 1)
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 960, height }}>
      <BarChart
        data={rows}
        margin={{ top: 16, right: threshold ? 12 + LETTER_WIDTH * threshold.label.length : 8, bottom: 0, left: 0 }}
        barCategoryGap="14%"
        title={label}
        className="ch"
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="x" interval={every} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} tickMargin={6} />
        <YAxis width={76} tickCount={5} tickLine={false} axisLine={false} tickFormatter={(y: number) => formatValue(y, format)} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--hover)' }}
          content={({ active, label: x }) => <BarTip position={active ? positions.find((p) => p.x === x) : undefined} series={series} format={format} />}
        />
        {series.map((s, i) => (
          <Bar
            key={s.key}
            dataKey={s.key}
            name={s.label}
            stackId="total"
            fill={`var(--${seriesColor(series, i)})`}
            stroke="var(--surface)"
            strokeWidth={1}
            isAnimationActive={false}
          />
        ))}
        <Bar dataKey="forecast" stackId="total" fill="var(--sunken)" stroke="var(--line-control)" strokeDasharray="2 2" isAnimationActive={false}>
          <ErrorBar dataKey="interval" width={0} stroke="var(--ink)" strokeWidth={1} isAnimationActive={false} />
        </Bar>
        {threshold ? (
          <ReferenceLine
            y={threshold.value}
            ifOverflow="extendDomain"
            stroke="var(--ink)"
            strokeDasharray="4 3"
            label={{ value: threshold.label, position: 'right', fill: 'var(--ink)', fontSize: 12 }}
          />
        ) : null}
      </BarChart>
    </ResponsiveContainer>
  )
}

interface BarTipProps {
  readonly position: BarPosition | undefined
  readonly series: readonly BarSeries[]
  readonly format: ValueFormat | undefined
}

function BarTip({ position, series, format }: BarTipProps) {
  if (!position) return null
  const total = Object.values(position.values).reduce((sum, value) => sum + value, 0)
  return (
    <div className="chart-tip">
      <b>
        {position.x}: {formatValue(position.forecast?.value ?? total, format)}
        {position.forecast ? ', forecast' : ''}
      </b>
      {series
        .filter((s) => position.values[s.key])
        .map((s) => (
          <span key={s.key}>
            {s.label} {formatValue(position.values[s.key], format)}
          </span>
        ))}
    </div>
  )
}
