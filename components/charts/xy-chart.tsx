'use client'

import { formatValue } from '../ui/format.ts'
import { useReading } from './use-reading.ts'
import { useWidth } from './use-width.ts'
import { XyAxes } from './xy-axes.tsx'
import { layoutOf, nearestPoint } from './xy-layout.ts'
import { XyLine } from './xy-line.tsx'
import { XyEnd, XyLimits, XyMarks } from './xy-marks.tsx'
import type { XyAxis, XyLimit, XyMark, XySeries } from './xy-types.ts'

interface XyChartProps {
  /** What a screen reader hears of the whole. */
  readonly label: string
  /** Drawn in this order; `reads` of them (by default the first) is what keys and pointer read. */
  readonly series: readonly XySeries[]
  readonly x: XyAxis
  readonly y: XyAxis
  readonly reads?: number
  /** A point in words; by default its axes and values. */
  readonly readPoint?: (index: number) => string
  readonly limits?: readonly XyLimit[]
  readonly marks?: readonly XyMark[]
  readonly height?: number
  /** As wide as it may be drawn. */
  readonly maxWidth?: number
  /** Small multiples: no hint under the plot, narrow margins. */
  readonly compact?: boolean
  /** Small multiples: the last value, written beside the end of the line that is read. */
  readonly endLabel?: string
}

/** y over x: curves, steps or dots with their bands, limits dashed, read point by point by keyboard and pointer. */
export function XyChart(props: XyChartProps) {
  const { label, series, x, y, reads = 0, limits = [], marks = [], compact = false, endLabel, height = compact ? 96 : 280 } = props
  const [element, measured] = useWidth<HTMLDivElement>(compact ? 240 : 480, 200)
  const width = Math.min(measured, props.maxWidth ?? Infinity)
  const layout = layoutOf(series, { x, y }, limits, {
    width,
    height,
    ...(compact ? { left: 1, right: 44, top: 8, bottom: 20 } : { left: 52, right: 16, top: 24, bottom: 40 }),
  })
  const read = series[reads]?.points ?? []
  const words = (index: number) => {
    const point = read[index]
    if (!point) return ''
    const where = x.names?.[point.x] ?? formatValue(point.x, x.format)
    return `${x.label} ${where}, ${y.label.toLowerCase()} ${point.y === null ? 'not measured' : formatValue(point.y, y.format)}`
  }
  const textOf = props.readPoint ?? words
  const reading = useReading({ label, count: read.length, textOf, nearest: (px, py) => nearestPoint(read, layout, px, py) })
  const at = reading.index === null ? undefined : read[reading.index]
  return (
    <div ref={element} className="xy">
      <svg className="ch" width={width} height={height} role="group" aria-label={label}>
        <XyAxes layout={layout} x={x} y={y} compact={compact} />
        {series.map((one, i) => (
          <XyLine key={`${i}:${one.label}`} series={one} layout={layout} />
        ))}
        <XyLimits layout={layout} limits={limits} compact={compact} />
        <XyMarks layout={layout} marks={marks} />
        {endLabel === undefined ? null : <XyEnd layout={layout} point={read.findLast((point) => point.y !== null)} label={endLabel} />}
        {at ? (
          <g>
            <line className="ax" x1={layout.x.at(at.x)} x2={layout.x.at(at.x)} y1={layout.top} y2={layout.bottom} />
            {at.y === null ? null : <circle cx={layout.x.at(at.x)} cy={layout.y.at(at.y)} r={4} fill="var(--c1)" stroke="var(--surface)" />}
          </g>
        ) : null}
        <rect
          className="hit"
          x={layout.left}
          y={layout.top}
          width={Math.max(1, layout.right - layout.left)}
          height={Math.max(1, layout.bottom - layout.top)}
          {...reading.slider}
        />
      </svg>
      <p className="xy-read" aria-hidden>
        {reading.index === null ? (compact ? '' : 'Point at the plot, or focus it and press the arrow keys.') : textOf(reading.index)}
      </p>
    </div>
  )
}
