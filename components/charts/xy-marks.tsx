import type { XyLayout } from './xy-layout.ts'
import type { XyLimit, XyMark, XyPoint } from './xy-types.ts'

interface XyLimitsProps {
  readonly layout: XyLayout
  readonly limits: readonly XyLimit[]
  readonly compact: boolean
}

/** Limits, dashed, with their words at the edge of the plot. */
export function XyLimits({ layout, limits, compact }: XyLimitsProps) {
  const { left, right, top, bottom } = layout
  const middle = (left + right) / 2
  return limits.map((limit) => {
    if (limit.axis === 'y') {
      const y = layout.y.at(limit.value)
      return (
        <g key={`y${limit.value}`}>
          <line className="th" x1={left} x2={right} y1={y} y2={y} />
          {compact ? null : (
            <text className="e k" x={right} y={y - 5}>
              {limit.label}
            </text>
          )}
        </g>
      )
    }
    const x = layout.x.at(limit.value)
    return (
      <g key={`x${limit.value}`}>
        <line className="th" x1={x} x2={x} y1={top} y2={bottom} />
        <text className={x > middle ? 'e k' : 'k'} x={x > middle ? x - 5 : x + 5} y={top + 10}>
          {limit.label}
        </text>
      </g>
    )
  })
}

/** Points singled out, with their names beside them. */
export function XyMarks({ layout, marks }: { readonly layout: XyLayout; readonly marks: readonly XyMark[] }) {
  const middle = (layout.left + layout.right) / 2
  return marks.map((mark) => {
    const [x, y] = [layout.x.at(mark.x), layout.y.at(mark.y)]
    const onRight = x > middle
    return (
      <g key={mark.label}>
        <circle cx={x} cy={y} r={4} fill="var(--surface)" stroke="var(--ink)" strokeWidth={2} />
        <text className={onRight ? 'e b' : 'b'} x={x + (onRight ? -9 : 9)} y={y + 16}>
          {mark.label}
        </text>
      </g>
    )
  })
}

interface XyEndProps {
  readonly layout: XyLayout
  readonly point: XyPoint | undefined
  readonly label: string
}

/** The end of a line with its value. */
export function XyEnd({ layout, point, label }: XyEndProps) {
  if (!point || point.y === null) return null
  const [x, y] = [layout.x.at(point.x), layout.y.at(point.y)]
  return (
    <g>
      <circle cx={x} cy={y} r={2.5} fill="var(--ink-muted)" />
      <text className="k" x={x + 6} y={Math.max(10, y + 4)}>
        {label}
      </text>
    </g>
  )
}
