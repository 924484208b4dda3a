import { bandPath, placed, seriesPath, type XyLayout } from './xy-layout.ts'
import type { XySeries } from './xy-types.ts'

const STROKES = { main: 'var(--c1)', second: 'var(--c2)', reference: 'var(--c-ref)', faint: 'var(--c-ref)' } as const

/** One series: its band, its line or its dots. */
export function XyLine({ series, layout }: { readonly series: XySeries; readonly layout: XyLayout }) {
  const { points, tone = 'main', shape = 'line', dashed = false } = series
  const stroke = STROKES[tone]
  const at = placed(points, layout)
  const dots = shape === 'dots' || shape === 'line-dots'
  return (
    <g>
      {shape === 'dots' ? null : <path className={tone === 'reference' ? 'bnd ref' : 'bnd'} d={bandPath(points, layout)} />}
      {shape === 'dots' ? null : (
        <path
          d={seriesPath(at, shape)}
          fill="none"
          stroke={stroke}
          strokeWidth={tone === 'main' || tone === 'second' ? 1.75 : 1}
          strokeOpacity={tone === 'faint' ? 0.45 : 1}
          strokeDasharray={dashed ? '3 3' : undefined}
        />
      )}
      {dots
        ? at.map(([x, y], i) =>
            y === null ? null : (
              <circle key={i} cx={x} cy={y} r={shape === 'dots' && points.length > 60 ? 2 : 3} fill={stroke} fillOpacity={shape === 'dots' ? 0.6 : 1} />
            ),
          )
        : null}
      {shape === 'dots'
        ? points.map((point, i) =>
            point.lower == null || point.upper == null ? null : (
              <line
                key={i}
                x1={layout.x.at(point.x)}
                x2={layout.x.at(point.x)}
                y1={layout.y.at(point.lower)}
                y2={layout.y.at(point.upper)}
                stroke={stroke}
                strokeWidth={1.25}
              />
            ),
          )
        : null}
    </g>
  )
}
