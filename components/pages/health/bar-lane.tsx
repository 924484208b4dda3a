import { linearScale } from '../../charts/scale.ts'
import { LaneFrame } from './lane-frame.tsx'
import { LANES } from './lanes.ts'
import type { TimeAxis } from './time-axis.ts'

interface BarLaneProps {
  readonly id: 'traffic' | 'cost'
  readonly title: string
  readonly note: string
  readonly bars: readonly { readonly from: number; readonly to: number; readonly value: number }[]
  /** The largest value in words. */
  readonly most: string
  readonly axis: TimeAxis
  readonly empty: string
}

/** An amount for each stretch of time, from zero. */
export function BarLane({ id, title, note, bars, most, axis, empty }: BarLaneProps) {
  const { top, height } = LANES[id]
  const base = top + height
  const largest = Math.max(0, ...bars.map(({ value }) => value))
  const scale = linearScale(0, largest || 1, base, top + 14)
  const inside = bars.filter(({ from, to }) => to > axis.from && from < axis.to)
  return (
    <LaneFrame id={id} title={title} note={note} axis={axis} empty={inside.length === 0 || largest === 0 ? empty : null}>
      <text className="e" x={axis.left - 6} y={top + 18}>
        {most}
      </text>
      {inside.map(({ from, to, value }) => {
        const left = axis.at(Math.max(axis.from, from))
        const width = axis.at(Math.min(axis.to, to)) - left
        return (
          <rect
            key={from}
            x={left + Math.min(1, width / 8)}
            y={scale.at(value)}
            width={Math.max(0.75, width - Math.min(2, width / 4))}
            height={Math.max(0, base - scale.at(value))}
            style={{ fill: 'var(--c-ref)' }}
          />
        )
      })}
    </LaneFrame>
  )
}
