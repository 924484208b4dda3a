import type { HealthWindow } from '#server/contracts/model-health.ts'
import { byDeployment, isDrifting } from './health-marks.ts'

/** What the lines of the timeline go through; pure. */
export interface LanePoint {
  readonly at: number
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly warn: boolean
}

/** How far a stretch of a line is to be trusted: drawn whole, dashed or dotted. */
export type Trust = 'whole' | 'partial' | 'estimated'

export interface LanePath {
  /** Of the deployment that serves now. */
  readonly live: boolean
  readonly trust: Trust
  readonly points: readonly LanePoint[]
}

/** From this share of labelled rows on a window counts as labelled. */
const ALL_LABELS = 0.95

const middle = ({ from, to }: HealthWindow): number => (Date.parse(from) + Date.parse(to)) / 2
const NONE = { lower: null, upper: null, warn: false } as const

/** The largest index by window, a line for each deployment; `top` is where the scale ends. */
export const psiPaths = (windows: readonly HealthWindow[], live: string | null, top: number): LanePath[] =>
  byDeployment(windows).map((own) => ({
    live: own[0]?.deploymentId === live,
    trust: 'whole',
    points: own.flatMap((window): LanePoint[] => {
      const psi = window.drift?.psi
      return psi == null ? [] : [{ ...NONE, at: middle(window), value: Math.min(top, psi), warn: isDrifting(window) }]
    }),
  }))

export const fairnessPaths = (windows: readonly HealthWindow[], live: string | null, limit: number | null): LanePath[] =>
  byDeployment(windows).map((own) => ({
    live: own[0]?.deploymentId === live,
    trust: 'whole',
    points: own.flatMap((window): LanePoint[] => {
      if (!window.fairness) return []
      const { value, lower, upper } = window.fairness
      return [{ at: middle(window), value, lower, upper, warn: limit !== null && value < limit }]
    }),
  }))

function metricPoint(window: HealthWindow): { trust: Trust; point: LanePoint } | null {
  const { performance, coverage } = window
  if (!performance) return null
  const { value, lower, upper, estimate, estimateLower, estimateUpper } = performance
  if (value !== null) return { trust: (coverage ?? 0) >= ALL_LABELS ? 'whole' : 'partial', point: { at: middle(window), value, lower, upper, warn: false } }
  return estimate === null
    ? null
    : { trust: 'estimated', point: { at: middle(window), value: estimate, lower: estimateLower, upper: estimateUpper, warn: false } }
}

/** The headline metric: whole where all labels are in, partial where some are, estimated where none is; each stretch begins where the last ended. */
export function metricPaths(windows: readonly HealthWindow[], live: string | null): LanePath[] {
  return byDeployment(windows).flatMap((own) => {
    const paths: { live: boolean; trust: Trust; points: LanePoint[] }[] = []
    for (const window of own) {
      const found = metricPoint(window)
      if (!found) continue
      const last = paths.at(-1)
      if (last?.trust === found.trust) last.points.push(found.point)
      else {
        const joint = last?.points.at(-1)
        const points = joint ? [{ ...joint, lower: null, upper: null }, found.point] : [found.point]
        paths.push({ live: window.deploymentId === live, trust: found.trust, points })
      }
    }
    return paths
  })
}

/** The range of what is drawn and of the limits, with some room. */
export function laneDomain(paths: readonly LanePath[], limits: readonly (number | null)[]): [number, number] {
  const drawn = paths.flatMap(({ points }) => points.flatMap(({ value, lower, upper }) => [value, lower, upper]))
  const values = [...drawn, ...limits].filter((value) => value !== null)
  if (values.length === 0) return [0, 1]
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
  const room = (high - low || Math.abs(high) || 1) * 0.12
  return [low - room, high + room]
}
