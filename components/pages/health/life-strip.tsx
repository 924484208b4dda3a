'use client'

import type { ModelHealthView } from '#server/contracts/model-health.ts'
import { linearScale, linePath } from '../../charts/scale.ts'
import { formatDistance } from '../../ui/format-time.ts'
import { DAY_MS, startOf, type Days } from './health-range.ts'
import { placeLabels } from './mark-labels.ts'
import { timeAxis } from './time-axis.ts'
import { useBrush } from './use-brush.ts'

interface LifeStripProps {
  readonly health: ModelHealthView
  readonly life: Days
  readonly shown: Days
  readonly left: number
  readonly right: number
  readonly width: number
  readonly now: number
  readonly onPick: (days: Days) => void
}

const BAR = { top: 24, height: 9 }
const LINE = { top: 38, bottom: 66 }
const HEIGHT = 86
/** How wide a handle is to a finger. */
const GRIP = 24

/** All time in one strip: what was live, how far inputs moved, and the stretch that is shown below, which is dragged. */
export function LifeStrip({ health, life, shown, left, right, width, now, onPick }: LifeStripProps) {
  const axis = timeAxis(life, left, right)
  const brush = useBrush({ axis, life, shown, onPick })
  const inside = (ms: number) => axis.at(Math.max(axis.from, Math.min(axis.to, ms)))
  const psi = linearScale(0, Math.max(0.15, ...health.life.map((stretch) => Math.min(0.5, stretch.psi ?? 0))), LINE.bottom, LINE.top)
  const bars = health.deployments.map(({ id, version, state, createdAt, endedAt }) => {
    const begin = inside(Date.parse(createdAt))
    return { id, short: `v${version}`, x: begin, width: Math.max(1.5, inside(endedAt === null ? now : Date.parse(endedAt)) - begin), live: state === 'active' }
  })
  const [from, to] = [axis.at(startOf(brush.days.from)), axis.at(startOf(brush.days.to) + DAY_MS)]
  return (
    <svg
      className="ch"
      width={width}
      height={HEIGHT}
      role="group"
      aria-label={`All of ${health.model}, with the days shown from ${brush.days.from} to ${brush.days.to}`}
    >
      <text className="b" x={0} y={34}>
        All {formatDistance(axis.from, Math.min(now, axis.to))}
      </text>
      <text x={0} y={49}>
        live version,
      </text>
      <text x={0} y={64}>
        largest PSI
      </text>
      {axis.ticks.map(({ at, label }) => (
        <g key={at}>
          <line className="gr" x1={axis.at(at)} x2={axis.at(at)} y1={BAR.top} y2={LINE.bottom} />
          {right - axis.at(at) > label.length * 6.6 ? (
            <text x={axis.at(at) + 3} y={LINE.bottom + 14}>
              {label}
            </text>
          ) : null}
        </g>
      ))}
      {bars.map((bar) => (
        <rect
          key={bar.id}
          x={bar.x}
          y={BAR.top}
          width={bar.width}
          height={BAR.height}
          style={{ fill: bar.live ? 'var(--c1)' : 'var(--c-ref)', stroke: 'var(--surface)' }}
        />
      ))}
      {placeLabels(bars, left, right + GRIP).map(({ x, text, end }) => (
        <text key={`${x}:${text}`} className={end ? 'k e' : 'k'} x={end ? x + 9 : x - 9} y={BAR.top - 7}>
          {text}
        </text>
      ))}
      <path
        className="rf"
        d={linePath(
          health.life.map((stretch) => [
            axis.at((Date.parse(stretch.from) + Date.parse(stretch.to)) / 2),
            stretch.psi === null ? null : psi.at(Math.min(0.5, stretch.psi)),
          ]),
        )}
      />
      {health.life
        .filter(({ drift }) => drift)
        .map((stretch) => (
          <rect
            key={stretch.from}
            x={axis.at(Date.parse(stretch.from))}
            y={LINE.bottom - 3}
            width={Math.max(1.5, axis.at(Date.parse(stretch.to)) - axis.at(Date.parse(stretch.from)))}
            height={3}
            style={{ fill: 'var(--warn)' }}
          />
        ))}
      <line className="ax" x1={left} x2={right} y1={LINE.bottom} y2={LINE.bottom} />
      <rect x={from} y={BAR.top - 2} width={Math.max(1, to - from)} height={LINE.bottom - BAR.top + 4} style={{ fill: 'var(--accent)', fillOpacity: 0.1 }} />
      <rect
        className="hit"
        style={{ cursor: 'crosshair', touchAction: 'pan-y' }}
        x={left}
        y={BAR.top - 4}
        width={right - left}
        height={LINE.bottom - BAR.top + 8}
        {...brush.surface}
      />
      {(['from', 'to'] as const).map((end) => {
        const x = end === 'from' ? from : to
        return (
          <g key={end}>
            <line x1={x} x2={x} y1={BAR.top - 4} y2={LINE.bottom + 2} style={{ stroke: 'var(--accent)', strokeWidth: 2 }} />
            <rect className="hit" x={end === 'from' ? x - GRIP : x} y={BAR.top - 4} width={GRIP} height={LINE.bottom - BAR.top + 8} {...brush.handle(end)} />
          </g>
        )
      })}
    </svg>
  )
}
