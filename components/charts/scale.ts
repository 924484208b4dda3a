/** Scales and ticks for the charts drawn by hand; pure. */

export interface Scale {
  /** Position of a value in pixels. */
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

const steps = [1, 2, 2.5, 5, 10]

/** Round values within [min, max], about `count` of them. */
export function niceTicks(min: number, max: number, count: number): number[] {
  const span = max - min
  if (!(span > 0) || count < 1) return [min]
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = (steps.find((s) => s * power >= raw * (1 - 1e-9)) ?? 10) * power
  const first = Math.ceil(min / step - 1e-9)
  const last = Math.floor(max / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Linear from [min, max] to [from, to] pixels, with about one tick every 90 px. */
export function linearScale(min: number, max: number, from: number, to: number): Scale {
  const span = max - min || 1
  return {
    at: (value) => from + ((value - min) / span) * (to - from),
    ticks: niceTicks(min, max, Math.max(2, Math.floor(Math.abs(to - from) / 90))),
  }
}

/** Logarithmic, for ratios; ticks are round values of the ratio itself. */
export function logScale(min: number, max: number, from: number, to: number): Scale {
  const low = Math.log(min)
  const span = Math.log(max) - low || 1
  return {
    at: (value) => from + ((Math.log(Math.max(value, min / 1e3)) - low) / span) * (to - from),
    ticks: niceTicks(min, max, Math.max(2, Math.floor(Math.abs(to - from) / 70))),
  }
}

export const logit = (p: number) => Math.log(p / (1 - p))
export const logistic = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))

const probabilities = [
  0.0001, 0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.16, 0.2, 0.24, 0.28, 0.32, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999,
  0.9999,
]

/** Ticks of a log-odds axis, at round probabilities at least `gap` pixels apart. */
export function probabilityTicks(at: (margin: number) => number, from: number, to: number, gap: number): number[] {
  const kept: number[] = []
  for (const p of probabilities) {
    const x = at(logit(p))
    const last = kept.at(-1)
    if (x < from - 0.5 || x > to + 0.5) continue
    if (last === undefined || x - at(logit(last)) >= gap) kept.push(p)
  }
  return kept
}

/** An SVG path through points; a missing value starts a new line. */
export function linePath(points: ReadonlyArray<readonly [x: number, y: number | null]>): string {
  let pen = 'M'
  let path = ''
  for (const [x, y] of points) {
    if (y === null) {
      pen = 'M'
      continue
    }
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
    pen = 'L'
  }
  return path
}

/** A stepped outline over bins, from the base line and back to it. */
export function stepPath(edges: readonly number[], tops: readonly number[], base: number): string {
  const first = edges[0] ?? 0
  const body = tops.map((top, i) => `L${(edges[i] ?? 0).toFixed(1)} ${top.toFixed(1)}H${(edges[i + 1] ?? 0).toFixed(1)}`)
  return `M${first.toFixed(1)} ${base.toFixed(1)}${body.join('')}V${base.toFixed(1)}`
}
