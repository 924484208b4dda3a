'use client'

import { formatCount, formatInterval, formatMetric } from '../ui/format.ts'
import { states, type StateName } from '../ui/states.ts'
import { linearScale, logScale, type Scale } from './scale.ts'
import { useRoving } from './use-roving.ts'
import { useWidth } from './use-width.ts'

export interface ForestRow {
  readonly label: string
  readonly n: number
  /** Null: not measured; the row says so. */
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** Drawn hollow and grey when it does not gate. */
  readonly gated?: boolean
  readonly state: StateName
  readonly stateWord?: string
}

export interface ForestGroup {
  readonly title: string
  readonly note?: string
  readonly rows: readonly ForestRow[]
}

interface ForestPlotProps {
  readonly label: string
  readonly measure: string
  readonly groups: readonly ForestGroup[]
  /** log for ratios around 1, linear for differences around 0. */
  readonly scale?: 'log' | 'linear'
  readonly limit?: { readonly value: number; readonly label: string; readonly failsBelow?: boolean }
  /** A second limit on the other side, e.g. 1.25. */
  readonly upperLimit?: number
  readonly decimals?: number
}

const rowHeight = 26
const groupHeight = 44
const headHeight = 20
const footHeight = 24

interface Placed {
  readonly y: number
  readonly row: ForestRow
}

function place(groups: readonly ForestGroup[]) {
  let y = headHeight
  const heads: { y: number; group: ForestGroup }[] = []
  const rows: Placed[] = []
  for (const group of groups) {
    heads.push({ y, group })
    y += groupHeight
    for (const row of group.rows) {
      rows.push({ y, row })
      y += rowHeight
    }
  }
  return { heads, rows, bottom: y + 4 }
}

function domainOf(groups: readonly ForestGroup[], extra: readonly number[], log: boolean): [number, number] {
  const values = groups
    .flatMap((g) => g.rows.flatMap((r) => [r.value, r.lower, r.upper]))
    .filter((v): v is number => v != null && Number.isFinite(v) && (!log || v > 0))
    .concat(extra)
  const [min, max] = [Math.min(...values), Math.max(...values)]
  if (log) return [Math.max(0.05, min * 0.94), Math.min(20, max * 1.06)]
  const room = (max - min || 0.1) * 0.08
  return [min - room, max + room]
}

/** Groups against a limit: interval as a line, estimate as a square, the forbidden side shaded. */
export function ForestPlot(props: ForestPlotProps) {
  const { label, measure, groups, scale: kind = 'log', limit, upperLimit, decimals = 2 } = props
  const [element, width] = useWidth<HTMLDivElement>(960, 680)
  const log = kind === 'log'
  const neutral = log ? 1 : 0
  const extra = [neutral, limit?.value, upperLimit].filter((v) => v !== undefined)
  const [min, max] = domainOf(groups, extra, log)
  const left = Math.round(width * 0.3)
  const right = width - 300
  const scale = (log ? logScale : linearScale)(min, max, left, right)
  const { heads, rows, bottom } = place(groups)
  const roving = useRoving(rows.length)
  const column = { n: left - 14, ratio: right + 74, interval: right + 90, state: right + 178 }
  const signed = !log
  return (
    <div className="plot" ref={element}>
      <svg className="ch" width={width} height={bottom + footHeight} role="group" aria-label={label}>
        <text className="e" x={column.n} y={14}>
          n
        </text>
        <text className="e" x={column.ratio} y={14}>
          {measure}
        </text>
        <text x={column.interval} y={14}>
          95 % interval
        </text>
        <text x={column.state} y={14}>
          Verdict
        </text>
        <Field
          scale={scale}
          neutral={neutral}
          log={log}
          limit={limit}
          upperLimit={upperLimit}
          top={headHeight + 2}
          bottom={bottom}
          left={left}
          right={right}
          decimals={decimals}
        />
        {heads.map(({ y, group }) => (
          <g key={group.title}>
            <line className="gr" x1={0} x2={width} y1={y + 36} y2={y + 36} />
            <text className="b" x={0} y={y + 28}>
              {group.title}
            </text>
            {group.note ? (
              <text x={group.title.length * 7.2 + 16} y={y + 28}>
                {group.note}
              </text>
            ) : null}
          </g>
        ))}
        {rows.map(({ y, row }, i) => (
          <g key={i} {...roving(i, spoken(row, measure, decimals, signed))}>
            <rect className="hit" x={0} y={y} width={width} height={rowHeight - 2} />
            <text className="k" x={14} y={y + 17}>
              {row.label}
            </text>
            <text className="e" x={column.n} y={y + 17}>
              {formatCount(row.n)}
            </text>
            <Estimate row={row} y={y + 13} scale={scale} left={left} right={right} />
            <text className="e b" x={column.ratio} y={y + 17}>
              {formatMetric(row.value, decimals)}
            </text>
            <text x={column.interval} y={y + 17}>
              {formatInterval(row.lower, row.upper, decimals, signed)}
            </text>
            <VerdictIcon state={row.state} x={column.state} y={y + 5} />
            <text className={states[row.state].tone === 'fail' ? 'f' : states[row.state].tone === 'warn' ? 'w' : 'k'} x={column.state + 22} y={y + 17}>
              {row.stateWord ?? states[row.state].word}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

function VerdictIcon({ state, x, y }: { readonly state: StateName; readonly x: number; readonly y: number }) {
  const { icon: Icon, tone } = states[state]
  return <Icon className={`i c-${tone}`} x={x} y={y} width={15} height={15} aria-hidden />
}

function spoken(row: ForestRow, measure: string, decimals: number, signed: boolean) {
  const verdict = row.stateWord ?? states[row.state].word
  if (row.value === null) return `${row.label}: ${verdict}, n ${formatCount(row.n)}`
  const interval = row.lower === null ? '' : ` (${formatInterval(row.lower, row.upper, decimals, signed)})`
  return `${row.label}: ${measure} ${formatMetric(row.value, decimals)}${interval}, n ${formatCount(row.n)}, ${verdict}`
}

interface FieldProps {
  readonly scale: Scale
  readonly neutral: number
  readonly log: boolean
  readonly limit: ForestPlotProps['limit']
  readonly upperLimit: number | undefined
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  readonly decimals: number
}

function Field({ scale, neutral, log, limit, upperLimit, top, bottom, left, right, decimals }: FieldProps) {
  const x = limit ? scale.at(limit.value) : left
  const below = limit?.failsBelow ?? true
  const parity = scale.at(neutral)
  const marked = [limit?.value, upperLimit].filter((v) => v !== undefined)
  const ticks = [...new Set([...scale.ticks, ...marked])].toSorted((a, b) => a - b)
  const close = (t: number) => !marked.includes(t) && marked.some((m) => Math.abs(scale.at(m) - scale.at(t)) < 34)
  return (
    <g>
      {limit ? <rect className="zone" x={below ? left : x} y={top} width={Math.max(0, below ? x - left : right - x)} height={bottom - top} /> : null}
      {ticks.map((t) => (
        <g key={t}>
          <line className={marked.includes(t) ? 'th' : t === neutral ? 'ax' : 'gr'} x1={scale.at(t)} x2={scale.at(t)} y1={top} y2={bottom} />
          {close(t) ? null : (
            <text className={marked.includes(t) ? 'm b' : 'm'} x={scale.at(t)} y={bottom + 16}>
              {formatMetric(t, decimals)}
            </text>
          )}
        </g>
      ))}
      {limit ? (
        <text className="m k" x={x} y={14}>
          {limit.label}
        </text>
      ) : null}
      {!limit || Math.abs(parity - x) > 110 ? (
        <text className="m" x={parity} y={14}>
          {log ? 'parity' : 'no difference'}
        </text>
      ) : null}
    </g>
  )
}

interface EstimateProps {
  readonly row: ForestRow
  readonly y: number
  readonly scale: Scale
  readonly left: number
  readonly right: number
}

function Estimate({ row, y, scale, left, right }: EstimateProps) {
  if (row.value === null) return null
  const gated = row.gated ?? true
  const clamp = (value: number) => Math.max(left, Math.min(right, scale.at(value)))
  const stroke = gated ? 'var(--c1)' : 'var(--c-ref)'
  const x = clamp(row.value)
  return (
    <g stroke={stroke}>
      {row.lower === null || row.upper === null ? null : <line x1={clamp(row.lower)} x2={clamp(row.upper)} y1={y} y2={y} strokeWidth={1.75} />}
      {gated ? (
        <rect x={x - 3.5} y={y - 3.5} width={7} height={7} fill={stroke} stroke="none" />
      ) : (
        <circle cx={x} cy={y} r={3.5} fill="var(--surface)" strokeWidth={1.75} />
      )}
    </g>
  )
}
