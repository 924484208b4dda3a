import type { WindowView } from '#server/contracts/monitoring.ts'
import { severity, stateOf, states } from '../../ui/states.ts'

/** Series over windows of production, for charts. Pure; windows come newest first, series run oldest first. */

type Measure = { readonly value: number; readonly lower?: number | undefined; readonly upper?: number | undefined } | { readonly undefined: string }

export interface FeaturePoint {
  readonly at: number
  /** When its window ends: the next begins then, where none is left out. */
  readonly end: number
  readonly psi: number | null
  readonly verdict: string
}

export interface FeatureSeries {
  readonly feature: string
  /** A column of scores, not an input. */
  readonly output: boolean
  /** In the newest assessed window; `not-measured` where it was not looked at there. */
  readonly verdict: string
  /** In how many windows in a row, ending with the newest assessed one and none left out, it has drifted. */
  readonly streak: number
  /** Of the windows in which it was measured. */
  readonly points: readonly FeaturePoint[]
}

const oldestFirst = (windows: readonly WindowView[]) => windows.toReversed()
const rank = (series: FeatureSeries): number => severity[states[stateOf(series.verdict)].tone] * 1000 - (series.points.at(-1)?.psi ?? 0)

/** How many of the last points say drift, each window following the one before at once. */
function streakOf(points: readonly FeaturePoint[]): number {
  let streak = 0
  for (let i = points.length - 1; i >= 0; i--) {
    const [point, next] = [points[i], points[i + 1]]
    if (point?.verdict !== 'drift' || (next && next.at !== point.end)) break
    streak++
  }
  return streak
}

/** The newest window that was assessed. */
export const newestAssessed = (windows: readonly WindowView[]): WindowView | undefined => windows.find(({ summary }) => summary !== null)

function pointsByFeature(windows: readonly WindowView[]): Pick<FeatureSeries, 'feature' | 'output' | 'points'>[] {
  const held = new Map<string, { feature: string; output: boolean; points: FeaturePoint[] }>()
  for (const { from, to, summary } of oldestFirst(windows)) {
    for (const { feature, output, psi, verdict } of summary?.drift?.features ?? []) {
      const key = `${output}:${feature}`
      const known = held.get(key) ?? { feature, output, points: [] }
      known.points.push({ at: Date.parse(from), end: Date.parse(to), psi, verdict })
      held.set(key, known)
    }
  }
  return [...held.values()]
}

/** An input over the windows in which it was measured. */
export const inputSeries = (windows: readonly WindowView[], feature: string): readonly FeaturePoint[] =>
  pointsByFeature(windows).find((one) => one.feature === feature && !one.output)?.points ?? []

/** Of windows, those of the deployment and the size of the newest: windows of others overlap them or follow other rows. */
export const ofOneDeployment = (windows: readonly WindowView[]): WindowView[] =>
  windows.filter(({ deploymentId, size }) => deploymentId === windows[0]?.deploymentId && size === windows[0].size)

/**
 * Each feature and each score over the windows in which drift was measured, worst in the newest window first. Where a window
 * compared more than its summary lists, what the newest does not list is left out: it is among the least severe.
 */
export function driftSeries(windows: readonly WindowView[]): FeatureSeries[] {
  const newest = newestAssessed(windows)
  const drift = newest?.summary?.drift
  const listsAll = drift?.compared === undefined || drift.compared <= drift.features.length
  return pointsByFeature(windows)
    .map(({ points, ...named }) => {
      const last = points.at(-1)
      const now = newest !== undefined && last?.at === Date.parse(newest.from)
      return { ...named, points, verdict: now ? last.verdict : 'not-measured', streak: now ? streakOf(points) : 0 }
    })
    .filter(({ verdict }) => listsAll || verdict !== 'not-measured')
    .toSorted((a, b) => rank(a) - rank(b))
}

export interface MetricPoint {
  readonly at: number
  readonly n: number
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** Before labels came, from the scores alone. */
  readonly estimate: number | null
  /** Share of the measured rows that have a label. */
  readonly coverage: number
}

const partOf = (measure: Measure | null | undefined, key: 'value' | 'lower' | 'upper'): number | null =>
  measure && 'value' in measure ? (measure[key] ?? null) : null

const HEADLINES = ['rocAuc', 'accuracy', 'rmse'] as const

/** The metric that speaks for the whole: the first of ROC AUC, accuracy and RMSE that any window has. */
export const headlineOf = (windows: readonly WindowView[]): string | null =>
  HEADLINES.find((name) =>
    windows.some(({ summary }) => summary?.performance && (name in summary.performance.metrics || name in (summary.performance.estimated ?? {}))),
  ) ?? null

/** One metric over the windows in which performance was measured or estimated. */
export function metricSeries(windows: readonly WindowView[], metric: string): MetricPoint[] {
  return oldestFirst(windows).flatMap(({ from, summary }) => {
    const found = summary?.performance
    if (!summary || !found) return []
    const measured = found.metrics[metric]
    return [
      {
        at: Date.parse(from),
        n: found.n,
        value: partOf(measured, 'value'),
        lower: partOf(measured, 'lower'),
        upper: partOf(measured, 'upper'),
        estimate: partOf(found.estimated?.[metric], 'value'),
        coverage: summary.coverage,
      },
    ]
  })
}

/** The ratio of selection rates by protected attribute, over the windows in which it is known. */
export function fairnessSeries(windows: readonly WindowView[]): { readonly attribute: string; readonly points: readonly MetricPoint[] }[] {
  const attributes = [...new Set(windows.flatMap(({ summary }) => summary?.fairness?.map(({ attribute }) => attribute) ?? []))]
  return attributes.map((attribute) => ({
    attribute,
    points: oldestFirst(windows).flatMap(({ from, summary }) => {
      const found = summary?.fairness?.find((one) => one.attribute === attribute)
      if (!summary || !found) return []
      return [
        {
          at: Date.parse(from),
          n: found.known,
          value: partOf(found.ratio, 'value'),
          lower: partOf(found.ratio, 'lower'),
          upper: partOf(found.ratio, 'upper'),
          estimate: null,
          coverage: summary.coverage,
        },
      ]
    }),
  }))
}
