/** Small charts that stand in a table cell; each names what it shows. */

interface StripProps {
  /** "47 %, 96th percentile of 182,400 training rows". */
  readonly label: string
  /** Counts of the reference, in equal bins. */
  readonly bins: readonly number[]
  /** Where the value lies in the range of the bins, from 0 to 1; outside it stands at the edge. */
  readonly position: number | null
  readonly width?: number
}

/** One value in its population: reference bars, accent pin. */
export function Strip({ label, bins, position, width = 104 }: StripProps) {
  const height = 22
  const peak = Math.max(1, ...bins)
  const step = width / Math.max(1, bins.length)
  const x = position === null ? null : Math.max(1.5, Math.min(width - 1.5, position * width))
  return (
    <svg className="ch mark" width={width} height={height} role="img" aria-label={label}>
      {bins.map((count, i) => {
        const tall = (count / peak) * 16
        return <rect key={i} x={i * step} y={height - tall} width={Math.max(1, step - 1)} height={tall} fill="var(--c-ref)" opacity={0.55} />
      })}
      <line className="ax" x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {x === null ? null : (
        <g stroke="var(--accent)" fill="var(--accent)">
          <line x1={x} x2={x} y1={3} y2={height} strokeWidth={2} />
          <circle cx={x} cy={3} r={2.5} stroke="none" />
        </g>
      )}
    </svg>
  )
}

interface BarMarkProps {
  readonly label: string
  readonly value: number | null
  /** The end of the scale, the same for all rows. */
  readonly max: number
  readonly threshold?: number
  /** Past the limit: drawn in the colour of judgement. */
  readonly strong?: boolean
  readonly width?: number
}

/** A ranked size with its limit dashed. */
export function BarMark({ label, value, max, threshold, strong = false, width = 200 }: BarMarkProps) {
  const at = (v: number) => Math.max(0, Math.min(width - 1, (v / (max || 1)) * (width - 1)))
  return (
    <svg className="ch mark" width={width} height={14} role="img" aria-label={label}>
      {value === null ? null : <rect x={0} y={4} width={Math.max(1, at(value))} height={7} fill={strong ? 'var(--warn)' : 'var(--c-ref)'} />}
      {threshold === undefined ? null : <line className="th" x1={at(threshold)} x2={at(threshold)} y1={0} y2={14} />}
    </svg>
  )
}
