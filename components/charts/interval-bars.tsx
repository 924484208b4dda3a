'use client'

import { formatInterval, formatValue, type ValueFormat } from '../ui/format.ts'
import { linearScale } from './scale.ts'
import { useRoving } from './use-roving.ts'
import { useWidth } from './use-width.ts'

export interface IntervalBar {
  readonly label: string
  readonly value: number
  readonly lower?: number | null
  readonly upper?: number | null
  /** Said after the numbers, e.g. which way it goes. */
  readonly note?: string
}

interface IntervalBarsProps {
  readonly label: string
  /** What a bar measures, for the reading of each. */
  readonly measure: string
  /** In the order shown; values are not negative. */
  readonly bars: readonly IntervalBar[]
  readonly format?: ValueFormat
  /** Room for labels, in pixels, where they are long. */
  readonly labels?: number
}

const rowHeight = 26
const top = 4

/** Ranked sizes from 0, each with its 95 % interval as a line over its end. */
export function IntervalBars({ label, measure, bars, format, labels = 220 }: IntervalBarsProps) {
  const [element, width] = useWidth<HTMLDivElement>(720, 300)
  const roving = useRoving(bars.length)
  const left = Math.min(labels, Math.round(width * 0.4))
  const right = width - 64
  const most = Math.max(Number.MIN_VALUE, ...bars.map((bar) => Math.max(bar.value, bar.upper ?? 0)))
  const { at } = linearScale(0, most, left, right)
  const letters = (left - 12) / 6.8
  const spoken = (bar: IntervalBar) =>
    [
      `${bar.label}: ${measure} ${formatValue(bar.value, format)}`,
      bar.lower == null || bar.upper == null ? '' : ` (${formatInterval(bar.lower, bar.upper)})`,
      bar.note ? `, ${bar.note}` : '',
    ].join('')
  return (
    <div className="plot" ref={element}>
      <svg className="ch" width={width} height={top + bars.length * rowHeight + 4} role="group" aria-label={label}>
        <line className="ax" x1={left} x2={left} y1={0} y2={top + bars.length * rowHeight} />
        {bars.map((bar, i) => {
          const y = top + i * rowHeight
          return (
            <g key={bar.label} {...roving(i, spoken(bar))}>
              <title>{spoken(bar)}</title>
              <rect className="hit" x={0} y={y} width={width} height={rowHeight - 2} />
              <text className="e k" x={left - 8} y={y + 16}>
                {bar.label.length > letters ? `${bar.label.slice(0, Math.max(1, Math.floor(letters) - 1))}…` : bar.label}
              </text>
              <rect x={left} y={y + 6} width={Math.max(1, at(bar.value) - left)} height={12} fill="var(--c-ref)" />
              {bar.lower == null || bar.upper == null ? null : (
                <g stroke="var(--ink)" strokeWidth={1.25}>
                  <line x1={at(bar.lower)} x2={at(bar.upper)} y1={y + 12} y2={y + 12} />
                  <line x1={at(bar.lower)} x2={at(bar.lower)} y1={y + 9} y2={y + 15} />
                  <line x1={at(bar.upper)} x2={at(bar.upper)} y1={y + 9} y2={y + 15} />
                </g>
              )}
              <text className="e k" x={width} y={y + 16}>
                {formatValue(bar.value, format)}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
