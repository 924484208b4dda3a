import { linearScale, linePath } from '../../charts/scale.ts'
import { bandPath } from '../../charts/xy-layout.ts'
import { LaneFrame } from './lane-frame.tsx'
import { LANES } from './lanes.ts'
import type { LanePath, LanePoint } from './health-series.ts'
import type { TimeAxis } from './time-axis.ts'

interface LineLaneProps {
  readonly id: 'drift' | 'performance' | 'fairness'
  readonly title: string
  readonly note?: string | undefined
  readonly paths: readonly LanePath[]
  readonly domain: readonly [number, number]
  readonly limit?: { readonly value: number; readonly label: string } | null | undefined
  /** A level to compare with, in the ink of references. */
  readonly level?: { readonly value: number; readonly label: string } | null | undefined
  /** Beside the last point: "0.231 debt". */
  readonly last?: string | undefined
  readonly axis: TimeAxis
  readonly empty?: string | null | undefined
}

const DASHES = { whole: undefined, partial: '7 4', estimated: '2 3' } as const
const LETTER = 6.6

/** A measure over windows with its interval: what is old in reference ink, what was only estimated dotted, what needs judgement as a triangle. */
export function LineLane({ id, title, note, paths, domain, limit, level, last, axis, empty }: LineLaneProps) {
  const { top, height } = LANES[id]
  const scale = linearScale(domain[0], domain[1], top + height - 6, top + 8)
  const x = { at: axis.at, ticks: [] }
  const points = paths.flatMap((path) => path.points)
  const end = points.reduce<LanePoint | null>((held, point) => (point.value !== null && (held === null || point.at >= held.at) ? point : held), null)
  return (
    <LaneFrame id={id} title={title} note={note} axis={axis} empty={empty ?? (points.length === 0 ? 'not measured in these days' : null)}>
      {paths.map((path, i) => (
        <path
          key={`band:${i}`}
          className={path.live ? 'bnd' : 'bnd ref'}
          style={path.trust === 'whole' ? undefined : { opacity: path.trust === 'partial' ? 0.75 : 0.5 }}
          d={bandPath(
            path.points.map((point) => ({ x: point.at, y: point.value, lower: point.lower, upper: point.upper })),
            { x, y: scale },
          )}
        />
      ))}
      {[limit, level].map((line, i) =>
        line ? (
          <g key={i === 0 ? 'limit' : 'level'}>
            <line
              className="th"
              style={i === 0 ? undefined : { stroke: 'var(--c-ref)' }}
              x1={axis.left}
              x2={axis.right}
              y1={scale.at(line.value)}
              y2={scale.at(line.value)}
            />
            <text className="e" x={axis.left - 6} y={scale.at(line.value) + 4}>
              {line.label}
            </text>
          </g>
        ) : null,
      )}
      {paths.map((path, i) => (
        <g key={`line:${i}`}>
          <path
            className={path.live ? 's1' : 'rf'}
            strokeDasharray={DASHES[path.trust]}
            d={linePath(path.points.map((point) => [axis.at(point.at), point.value === null ? null : scale.at(point.value)]))}
          />
          {path.points.map((point) =>
            point.value === null ? null : (
              <Point key={point.at} point={point} live={path.live} alone={path.points.length === 1} axis={axis} y={scale.at(point.value)} />
            ),
          )}
        </g>
      ))}
      {end && last ? <LastWords point={end} text={last} axis={axis} y={scale.at(end.value ?? 0)} top={top} /> : null}
    </LaneFrame>
  )
}

interface PointProps {
  readonly point: LanePoint
  readonly live: boolean
  readonly alone: boolean
  readonly axis: TimeAxis
  readonly y: number
}

function Point({ point, live, alone, axis, y }: PointProps) {
  const x = axis.at(point.at)
  if (point.warn) return <path d={`M${x} ${y - 5}l5 8.5h-10z`} style={{ fill: 'var(--warn)', stroke: 'var(--surface)' }} />
  return alone ? <circle cx={x} cy={y} r={3} style={{ fill: live ? 'var(--c1)' : 'var(--c-ref)' }} /> : null
}

function LastWords({
  point,
  text,
  axis,
  y,
  top,
}: {
  readonly point: LanePoint
  readonly text: string
  readonly axis: TimeAxis
  readonly y: number
  readonly top: number
}) {
  const x = axis.at(point.at)
  const before = axis.right - x < text.length * LETTER + 12
  const high = y - top > 20 ? y - 8 : y + 16
  return (
    <text className={`${point.warn ? 'w' : 'k'}${before ? ' e' : ''}`} x={before ? x - 6 : x + 8} y={before ? high : y + 4}>
      {text}
    </text>
  )
}
