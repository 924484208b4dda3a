import type { WindowView } from '#server/contracts/monitoring.ts'
import { severity, stateOf, states } from '../../ui/states.ts'

/** Series over windows of production, for charts. Pure; windows come newest first, series run oldest first. */

type Measure = { readonly value: number; readonly lower?: number | undefined; readonly upper?: number | undefined } | { readonly undefined: string }

export interface FeaturePoint {
  readonly at: number
  readonly psi: number | null
  readonly verdict: string
}

export interface FeatureSeries {
  readonly feature: string
  /** A column of scores, not an input. */
  readonly output: boolean
  /** Of the newest window in which it was judged. */
  readonly verdict: string
  /** How many windows in a row, the newest included, it has drifted. */
  readonly streak: number
  readonly points: readonly FeaturePoint[]
}

const oldestFirst = (windows: readonly WindowView[]) => windows.toReversed()
const rank = (series: FeatureSeries): number => severity[states[stateOf(series.verdict)].tone] * 1000 - (series.points.at(-1)?.psi ?? 0)

/** Each feature and each score over the windows in which drift was measured, worst in the newest window first. */
export function driftSeries(windows: readonly WindowView[]): FeatureSeries[] {
  const points = new Map<string, { output: boolean; points: FeaturePoint[] }>()
  for (const { from, summary } of oldestFirst(windows)) {
    for (const { feature, output, psi, verdict } of summary?.drift?.features ?? []) {
      const key = `${output}:${feature}`
      const held = points.get(key) ?? { output, points: [] }
      held.points.push({ at: Date.parse(from), psi, verdict })
      points.set(key, held)
    }
  }
  return [...points]
    .map(([key, { output, points }]) => ({
      feature: key.slice(key.indexOf(':') + 1),
      output,
      verdict: points.at(-1)?.verdict ?? 'not-measured',
      streak: points.length - 1 - points.findLastIndex((point) => point.verdict !== 'drift'),
      points,
    }))
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
