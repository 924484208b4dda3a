'use client'

import { formatCount, formatPercent, formatValue, type ValueFormat } from '../ui/format.ts'
import { linearScale, stepPath } from './scale.ts'
import { useRoving } from './use-roving.ts'
import { useWidth } from './use-width.ts'

interface Side {
  /** "Reference", "12–18 Nov". */
  readonly label: string
  readonly n: number
  /** Counts or shares per bin; they are drawn as shares of their sum. */
  readonly counts: readonly number[]
}

interface HistogramPairProps {
  readonly label: string
  /** Edges of numeric bins (one more than bins), or the names of categories. */
  readonly edges?: readonly number[]
  readonly categories?: readonly string[]
  readonly reference: Side
  readonly current: Side
  readonly format?: ValueFormat
  readonly height?: number
}

const shares = (counts: readonly number[]) => {
  const sum = counts.reduce((a, b) => a + b, 0) || 1
  return counts.map((count) => count / sum)
}

/** Two distributions: the reference filled, the current one outlined. */
export function HistogramPair(props: HistogramPairProps) {
  const { label, edges, categories, reference, current, format, height = 180 } = props
  const [element, width] = useWidth<HTMLDivElement>(520, 280)
  const before = shares(reference.counts)
  const now = shares(current.counts)
  const names = categories ?? before.map((_, i) => `${formatValue(edges?.[i], format)} to ${formatValue(edges?.[i + 1], format)}`)
  const roving = useRoving(before.length)
  const top = 36
  const base = height - 22
  const peak = Math.max(0.001, ...before, ...now)
  const y = (share: number) => base - (share / peak) * (base - top)
  const numeric = edges !== undefined && categories === undefined
  const scale = numeric ? linearScale(edges[0] ?? 0, edges.at(-1) ?? 1, 0.5, width - 0.5) : linearScale(0, before.length, 0.5, width - 0.5)
  const cuts = numeric ? edges.map(scale.at) : Array.from({ length: before.length + 1 }, (_, i) => scale.at(i))
  return (
    <div className="plot" ref={element}>
      <svg className="ch" width={width} height={height} role="group" aria-label={label}>
        <text x={0} y={12}>
          <tspan fill="var(--ink-muted)">
            {reference.label}, n = {formatCount(reference.n)}, filled
          </tspan>
        </text>
        <text className="b" x={0} y={28}>
          {current.label}, n = {formatCount(current.n)}, outlined
        </text>
        {numeric ? (
          <>
            <path d={`${stepPath(cuts, before.map(y), base)}Z`} fill="var(--c-ref)" fillOpacity={0.25} stroke="var(--c-ref)" />
            <path d={stepPath(cuts, now.map(y), base)} fill="none" stroke="var(--c1)" strokeWidth={1.75} />
          </>
        ) : (
          before.map((share, i) => <CategoryPair key={i} from={cuts[i] ?? 0} to={cuts[i + 1] ?? 0} before={y(share)} now={y(now[i] ?? 0)} base={base} />)
        )}
        <line className="ax" x1={0} x2={width} y1={base} y2={base} />
        {numeric
          ? scale.ticks.map((t) => (
              <text key={t} className={scale.at(t) < 12 ? '' : scale.at(t) > width - 12 ? 'e' : 'm'} x={scale.at(t)} y={base + 16}>
                {formatValue(t, format)}
              </text>
            ))
          : names.map((name, i) => (
              <text key={name} className="m" x={((cuts[i] ?? 0) + (cuts[i + 1] ?? 0)) / 2} y={base + 16}>
                {clip(name, ((cuts[i + 1] ?? 0) - (cuts[i] ?? 0)) / 6.6)}
              </text>
            ))}
        {before.map((share, i) => (
          <g key={i} {...roving(i, `${names[i]}: ${formatPercent(share, 1)} before, ${formatPercent(now[i], 1)} now`)}>
            <title>{`${names[i]}: ${formatPercent(share, 1)} before, ${formatPercent(now[i], 1)} now`}</title>
            <rect className="hit" x={cuts[i]} y={top} width={Math.max(1, (cuts[i + 1] ?? 0) - (cuts[i] ?? 0))} height={base - top} />
          </g>
        ))}
      </svg>
    </div>
  )
}

const clip = (text: string, letters: number) => (text.length <= letters ? text : `${text.slice(0, Math.max(1, Math.floor(letters) - 1))}…`)

interface CategoryPairProps {
  readonly from: number
  readonly to: number
  readonly before: number
  readonly now: number
  readonly base: number
}

function CategoryPair({ from, to, before, now, base }: CategoryPairProps) {
  const half = ((to - from) * 0.76) / 2
  const start = from + (to - from) * 0.12
  return (
    <g>
      <rect x={start} y={before} width={half} height={base - before} fill="var(--c-ref)" fillOpacity={0.35} stroke="var(--c-ref)" />
      <rect x={start + half + 1} y={now} width={Math.max(1, half - 1)} height={base - now} fill="none" stroke="var(--c1)" strokeWidth={1.75} />
    </g>
  )
}
