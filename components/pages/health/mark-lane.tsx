import { LaneFrame } from './lane-frame.tsx'
import { LANES } from './lanes.ts'
import { placeLabels } from './mark-labels.ts'
import type { HealthMark } from './health-marks.ts'
import type { TimeAxis } from './time-axis.ts'

interface MarkLaneProps {
  readonly id: 'versions' | 'approvals'
  readonly title: string
  readonly marks: readonly HealthMark[]
  readonly axis: TimeAxis
}

/** Moments as circles: hollow while it waits, filled when it took effect. */
export function MarkLane({ id, title, marks, axis }: MarkLaneProps) {
  const placed = marks
    .filter((mark) => mark.lane === id && mark.at >= axis.from && mark.at < axis.to)
    .map((mark) => ({ ...mark, x: axis.at(mark.at) }))
    .toReversed()
  const { top, height } = LANES[id]
  const y = top + height / 2
  return (
    <LaneFrame id={id} title={title} axis={axis} empty={placed.length === 0 ? 'none in these days' : null}>
      {placed.map(({ id: key, x, hollow, tone }) => {
        const color = tone && tone !== 'unknown' ? `var(--${tone})` : tone ? 'var(--unknown)' : 'var(--accent)'
        return <circle key={key} cx={x} cy={y} r={4.5} style={{ fill: hollow ? 'var(--surface)' : color, stroke: color, strokeWidth: 1.5 }} />
      })}
      {placeLabels(placed, axis.left, axis.right).map(({ x, text, end }) => (
        <text key={`${x}:${text}`} className={end ? 'k e' : 'k'} x={x} y={y + 4}>
          {text}
        </text>
      ))}
    </LaneFrame>
  )
}
