'use client'

import { formatValue, type ValueFormat } from '../ui/format.ts'
import { State } from '../ui/state.tsx'
import type { StateName } from '../ui/states.ts'
import { linePath } from './scale.ts'
import { useWidth } from './use-width.ts'

export interface SmallSeries {
  readonly name: string
  readonly state?: StateName
  readonly stateWord?: string
  readonly points: ReadonlyArray<{ readonly x: number; readonly y: number | null }>
}

interface SmallMultiplesProps {
  /** "PSI per week": named in each chart's label. */
  readonly measure: string
  readonly items: readonly SmallSeries[]
  readonly threshold?: { readonly value: number; readonly label: string }
  readonly format?: ValueFormat
  readonly xFormat?: ValueFormat
}

/** Many series on one scale; what passes the limit is drawn in the accent, the rest in grey. */
export function SmallMultiples({ measure, items, threshold, format, xFormat = { as: 'day' } }: SmallMultiplesProps) {
  const values = items.flatMap((item) => item.points.map((p) => p.y)).filter((y) => y !== null)
  const max = Math.max(threshold?.value ?? 0, ...values, 1e-9) * 1.08
  const min = Math.min(0, ...values)
  return (
    <ul className="sm-grid">
      {items.map((item, i) => (
        <li key={item.name}>
          <div className="sm-h">
            <b>{item.name}</b>
            {item.state ? <State state={item.state}>{item.stateWord}</State> : null}
          </div>
          <Small
            item={item}
            measure={measure}
            min={min}
            max={max}
            threshold={threshold}
            format={format}
            xFormat={xFormat}
            first={i === 0}
          />
        </li>
      ))}
    </ul>
  )
}

interface SmallProps extends Omit<SmallMultiplesProps, 'items'> {
  readonly item: SmallSeries
  readonly min: number
  readonly max: number
  readonly first: boolean
}

const height = 92

function Small({ item, measure, min, max, threshold, format, xFormat, first }: SmallProps) {
  const [element, width] = useWidth<HTMLDivElement>(240, 140)
  const { points } = item
  const right = width - 48
  const base = height - 20
  const from = points[0]?.x ?? 0
  const span = (points.at(-1)?.x ?? 1) - from || 1
  const x = (v: number) => 1 + ((v - from) / span) * (right - 2)
  const y = (v: number) => base - 2 - ((v - min) / (max - min || 1)) * (base - 10)
  const last = points.findLast((p) => p.y !== null)
  const over = threshold !== undefined && last?.y != null && last.y > threshold.value
  const color = over ? 'var(--c1)' : 'var(--c-ref)'
  const end = last?.y == null ? 'not measured' : `now ${formatValue(last.y, format)}`
  return (
    <div ref={element}>
      <svg
        className="ch"
        width={width}
        height={height}
        role="img"
        tabIndex={0}
        aria-label={`${item.name}, ${measure}: ${end}`}
      >
        {threshold ? <line className="th" x1={0} x2={right} y1={y(threshold.value)} y2={y(threshold.value)} /> : null}
        {threshold && first ? (
          <text className="k" x={0} y={y(threshold.value) - 5}>
            {threshold.label}
          </text>
        ) : null}
        <path
          d={linePath(points.map((p) => [x(p.x), p.y === null ? null : y(p.y)]))}
          fill="none"
          stroke={color}
          strokeWidth={1.75}
        />
        {last?.y == null ? (
          <text x={0} y={base - 8}>
            Not measured
          </text>
        ) : (
          <g>
            <circle cx={x(last.x)} cy={y(last.y)} r={2.75} fill={over ? 'var(--warn)' : color} />
            <text className="k" x={x(last.x) + 7} y={y(last.y) + 4}>
              {formatValue(last.y, format)}
            </text>
          </g>
        )}
        <line className="ax" x1={0} x2={right} y1={base} y2={base} />
        <text x={0} y={base + 15}>
          {formatValue(points[0]?.x, xFormat)}
        </text>
        <text className="e" x={right} y={base + 15}>
          {formatValue(points.at(-1)?.x, xFormat)}
        </text>
      </svg>
    </div>
  )
}
