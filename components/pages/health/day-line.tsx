import { formatDate } from '../../ui/format-time.ts'
import { DAY_MS, startOf } from './health-range.ts'
import { BOTTOM, TOP } from './lanes.ts'
import type { TimeAxis } from './time-axis.ts'

interface DayLineProps {
  readonly axis: TimeAxis
  readonly day: string
  readonly now: number
}

const NEAR = 70

/** The day that is read, dashed through all lanes, and the present. */
export function DayLine({ axis, day, now }: DayLineProps) {
  const x = axis.at(startOf(day) + DAY_MS / 2)
  const present = now >= axis.from && now < axis.to ? axis.at(now) : null
  return (
    <g>
      {present === null ? null : (
        <>
          <line className="ax" x1={present} x2={present} y1={TOP} y2={BOTTOM} />
          {Math.abs(present - x) < NEAR ? null : (
            <text className="m" x={present} y={TOP - 8}>
              now
            </text>
          )}
        </>
      )}
      <line className="th" style={{ stroke: 'var(--accent)' }} x1={x} x2={x} y1={TOP} y2={BOTTOM} />
      <text className="k m" x={x} y={TOP - 8}>
        {formatDate(startOf(day), 'day-month')}
      </text>
    </g>
  )
}
