import type { ReactNode } from 'react'
import { BOTTOM, LANES, TOP, type LaneId } from './lanes.ts'
import type { TimeAxis } from './time-axis.ts'

interface LaneFrameProps {
  readonly id: LaneId
  readonly title: string
  readonly note?: string | undefined
  readonly axis: TimeAxis
  /** Instead of what is not there: why not. */
  readonly empty?: string | null | undefined
  readonly children?: ReactNode
}

/** A lane: its name on the left, a hairline under it. */
export function LaneFrame({ id, title, note, axis, empty, children }: LaneFrameProps) {
  const { top, height } = LANES[id]
  const middle = top + height / 2
  return (
    <g>
      <line className="gr" x1={0} x2={axis.right} y1={top + height} y2={top + height} />
      <text className="b" x={0} y={note ? middle - 3 : middle + 4}>
        {title}
      </text>
      {note ? (
        <text x={0} y={middle + 13}>
          {note}
        </text>
      ) : null}
      {empty ? (
        <text x={axis.left + 8} y={middle + 4}>
          {empty}
        </text>
      ) : (
        children
      )}
    </g>
  )
}

/** Hairlines at round days and their names under the last lane. */
export function DayGrid({ axis }: { readonly axis: TimeAxis }) {
  return (
    <g>
      {axis.ticks.map(({ at, label }) => {
        const x = axis.at(at)
        const room = axis.right - x > label.length * 6.6
        return (
          <g key={at}>
            <line className="gr" x1={x} x2={x} y1={TOP} y2={BOTTOM} />
            {room ? (
              <text x={x + 3} y={BOTTOM + 16}>
                {label}
              </text>
            ) : null}
          </g>
        )
      })}
      <line className="ax" x1={axis.left} x2={axis.right} y1={BOTTOM} y2={BOTTOM} />
    </g>
  )
}
