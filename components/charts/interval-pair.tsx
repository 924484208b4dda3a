import { linearScale } from './scale.ts'

interface Interval {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

interface IntervalPairProps {
  readonly before: Interval | null
  readonly after: Interval | null
  /** Drawn in the colour of a warning. */
  readonly worse?: boolean
}

const WIDTH = 132
const HEIGHT = 20
const EDGE = 5

/** Two intervals above each other on one scale of their own: what they were above, in grey, and what they are below. The numbers stand beside it. */
export function IntervalPair({ before, after, worse = false }: IntervalPairProps) {
  const ends = [before, after].flatMap((one) => (one ? [one.lower, one.upper] : []))
  if (ends.length === 0) return null
  const { at } = linearScale(Math.min(...ends), Math.max(...ends), EDGE, WIDTH - EDGE)
  const mark = (one: Interval | null, y: number, color: string) =>
    one ? (
      <g stroke={color} fill={color}>
        <line x1={at(one.lower)} x2={at(one.upper)} y1={y} y2={y} strokeWidth={1.75} />
        <rect x={at(one.value) - 2.5} y={y - 2.5} width={5} height={5} stroke="none" />
      </g>
    ) : null
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="block">
      {mark(before, 6, 'var(--c-ref)')}
      {mark(after, 14, worse ? 'var(--warn)' : 'var(--c1)')}
    </svg>
  )
}
