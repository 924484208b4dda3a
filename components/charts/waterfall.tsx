'use client'

import { formatMetric, formatPercent, formatSigned } from '../ui/format.ts'
import { linearScale, logit, probabilityTicks } from './scale.ts'
import { useRoving } from './use-roving.ts'
import { useWidth } from './use-width.ts'
import { throughLink, waterfallSteps, type Contribution, type Link, type WaterfallStep } from './waterfall-layout.ts'
import { Legend } from './figure.tsx'

interface WaterfallProps {
  readonly label: string
  /** In margin: log-odds with a logit link. */
  readonly base: number
  readonly contributions: readonly Contribution[]
  readonly link: Link
  /** "Average applicant", "This application". */
  readonly baseLabel: string
  readonly outputLabel: string
  /** In output: 0.18 is drawn at its log-odds. */
  readonly threshold?: { readonly value: number; readonly label: string }
  /** "raises the risk", "lowers the risk". */
  readonly words?: readonly [raises: string, lowers: string]
  readonly maxRows?: number
}

const rowHeight = 24
const top = 32

/** How one score came about: each bar starts where the last one ended; running total on the right. */
export function Waterfall(props: WaterfallProps) {
  const { label, base, contributions, link, baseLabel, outputLabel, threshold, maxRows, words = ['raises', 'lowers'] } = props
  const [element, width] = useWidth<HTMLDivElement>(960, 640)
  const steps = waterfallSteps(base, contributions, link, maxRows)
  const end = steps.at(-1)?.to ?? base
  const roving = useRoving(steps.length)
  const write = (value: number) => (link === 'logit' ? formatPercent(value, 1) : formatMetric(value))
  const limit = threshold ? (link === 'logit' ? logit(threshold.value) : threshold.value) : null
  const margins = [base, ...steps.map((s) => s.to), ...(limit === null ? [] : [limit])]
  const [min, max] = [Math.min(...margins), Math.max(...margins)]
  const room = (max - min || 1) * 0.09
  const left = Math.min(300, Math.round(width * 0.28))
  const right = width - 96
  const scale = linearScale(min - room, max + room, left, right)
  const ticks = link === 'logit' ? probabilityTicks(scale.at, left, right, 64) : scale.ticks
  const bottom = top + rowHeight * (steps.length + 2)
  const tickAt = (t: number) => scale.at(link === 'logit' ? logit(t) : t)
  const limitX = limit === null ? null : scale.at(limit)
  const rowY = (i: number) => top + rowHeight * (i + 1)
  return (
    <div className="plot" ref={element}>
      <svg className="ch" width={width} height={bottom + 24} role="group" aria-label={label}>
        <text x={0} y={14}>
          Input
        </text>
        <text className="e" x={left - 40} y={14}>
          Value
        </text>
        <text className="e" x={width} y={14}>
          Running total
        </text>
        {ticks.map((t) => (
          <g key={t}>
            <line className="gr" x1={tickAt(t)} x2={tickAt(t)} y1={top - 6} y2={bottom} />
            {limitX !== null && Math.abs(tickAt(t) - limitX) < 44 ? null : (
              <text className="m" x={tickAt(t)} y={bottom + 16}>
                {link === 'logit' ? formatPercent(t, t < 0.01 ? 1 : 0) : formatMetric(t)}
              </text>
            )}
          </g>
        ))}
        {threshold && limitX !== null ? (
          <g>
            <line className="th" x1={limitX} x2={limitX} y1={top - 6} y2={bottom} />
            <text className="m k" x={limitX} y={14}>
              {threshold.label}
            </text>
            <text className="m b" x={limitX} y={bottom + 16}>
              {link === 'logit' ? formatPercent(threshold.value, 0) : formatMetric(threshold.value)}
            </text>
          </g>
        ) : null}
        <Dot x={scale.at(base)} y={top + 8} name={baseLabel} text={write(throughLink(base, link))} side="left" />
        {steps.map((step, i) => (
          <g
            key={step.feature}
            {...roving(i, `${step.feature}${step.value ? ` ${step.value}` : ''}: ${formatSigned(step.contribution, 3)}, total ${write(step.total)}`)}
          >
            <rect className="hit" x={0} y={rowY(i)} width={width} height={rowHeight - 2} />
            <StepBar step={step} y={rowY(i)} at={scale.at} last={i === steps.length - 1} />
            <text className="k" x={0} y={rowY(i) + 13}>
              {step.feature}
            </text>
            <text className="e" x={left - 40} y={rowY(i) + 13}>
              {step.value ?? ''}
            </text>
            <text className="e" x={width} y={rowY(i) + 13}>
              {write(step.total)}
            </text>
          </g>
        ))}
        <Dot x={scale.at(end)} y={rowY(steps.length) + 8} name={outputLabel} text={write(throughLink(end, link))} side="right" strong />
      </svg>
      <div className="mt2" />
      <Legend
        entries={[
          { label: `${words[0]}, +`, color: 'c-up' },
          { label: `${words[1]}, −`, color: 'c-down' },
          ...(link === 'logit' ? [{ label: 'Bars in log-odds; scale labelled in probability' }] : []),
        ]}
      />
    </div>
  )
}

interface StepBarProps {
  readonly step: WaterfallStep
  readonly y: number
  readonly at: (value: number) => number
  readonly last: boolean
}

function StepBar({ step, y, at, last }: StepBarProps) {
  const raises = step.contribution >= 0
  const [x1, x2] = [Math.min(at(step.from), at(step.to)), Math.max(at(step.from), at(step.to))]
  return (
    <g>
      <rect x={x1} y={y + 1} width={Math.max(1, x2 - x1)} height={16} fill={raises ? 'var(--c-up)' : 'var(--c-down)'} />
      {last ? null : <line x1={at(step.to)} x2={at(step.to)} y1={y + 17} y2={y + rowHeight + 1} stroke="var(--line-strong)" />}
      <text className={raises ? 'k' : 'k e'} x={raises ? x2 + 6 : x1 - 6} y={y + 13}>
        {formatSigned(step.contribution, 3)}
      </text>
    </g>
  )
}

interface DotProps {
  readonly x: number
  readonly y: number
  readonly name: string
  readonly text: string
  readonly side: 'left' | 'right'
  readonly strong?: boolean
}

function Dot({ x, y, name, text, side, strong = false }: DotProps) {
  return (
    <g>
      <text className={strong ? 'b' : 'k'} x={0} y={y + 4}>
        {name}
      </text>
      <circle cx={x} cy={y} r={3.5} fill={strong ? 'var(--c1)' : 'var(--ink)'} />
      <text className={`${side === 'left' ? 'e' : ''} ${strong ? 'b' : 'k'}`} x={side === 'left' ? x - 8 : x + 8} y={y + 4}>
        {text}
      </text>
    </g>
  )
}
