import type { HealthWindow } from '#server/contracts/model-health.ts'
import type { WindowSummary, WindowView } from '#server/contracts/monitoring.ts'

type Measure = { readonly value: number; readonly lower?: number | undefined; readonly upper?: number | undefined } | { readonly undefined: string }

const HEADLINES = ['rocAuc', 'accuracy', 'rmse'] as const

/** A measure or nothing: what is undefined has neither value nor interval. */
export const figuresOf = (measure: Measure | null | undefined): { value: number | null; lower: number | null; upper: number | null } =>
  measure && 'value' in measure
    ? { value: measure.value, lower: measure.lower ?? null, upper: measure.upper ?? null }
    : { value: null, lower: null, upper: null }

/** The metric that speaks for the whole: the first of ROC AUC, accuracy and RMSE that any window has. */
export const headlineOf = (windows: readonly WindowView[]): string | null =>
  HEADLINES.find((name) =>
    windows.some(({ summary }) => summary?.performance && (name in summary.performance.metrics || name in (summary.performance.estimated ?? {}))),
  ) ?? null

function driftOf({ drift }: WindowSummary): HealthWindow['drift'] {
  if (!drift) return null
  const most = drift.features.reduce<(typeof drift.features)[number] | null>(
    (held, one) => (one.psi !== null && (held?.psi == null || one.psi > held.psi) ? one : held),
    null,
  )
  const drifted = drift.drifted ?? drift.features.filter(({ verdict }) => verdict === 'drift').length
  return {
    verdict: drift.outputVerdict === 'drift' ? 'drift' : drift.verdict,
    feature: most?.feature ?? null,
    psi: most?.psi ?? null,
    compared: drift.compared ?? drift.features.length,
    drifted,
  }
}

function performanceOf({ performance }: WindowSummary, metric: string | null): HealthWindow['performance'] {
  if (!performance || metric === null) return null
  const expected = figuresOf(performance.estimated?.[metric])
  const estimate = { estimate: expected.value, estimateLower: expected.lower, estimateUpper: expected.upper }
  return { n: performance.n, ...figuresOf(performance.metrics[metric]), ...estimate }
}

function fairnessOf({ fairness }: WindowSummary): HealthWindow['fairness'] {
  const known = (fairness ?? []).flatMap(({ attribute, ratio }) => {
    const { value, ...interval } = figuresOf(ratio)
    return value === null ? [] : [{ attribute, value, ...interval }]
  })
  return known.reduce<HealthWindow['fairness']>((least, one) => (least === null || one.value < least.value ? one : least), null)
}

/** What a line over months needs of a window; `metric` is the headline. */
export function healthWindowOf(window: WindowView, metric: string | null): HealthWindow {
  const { summary, evidence, id, deploymentId, version, size, from, to, status, rows } = window
  return {
    id,
    deploymentId,
    version,
    size,
    from,
    to,
    status,
    rows,
    drift: summary ? driftOf(summary) : null,
    performance: summary ? performanceOf(summary, metric) : null,
    coverage: summary?.coverage ?? null,
    fairness: summary ? fairnessOf(summary) : null,
    evidence: evidence.map(({ id: evidenceId, kind }) => ({ id: evidenceId, kind })),
    notMeasured: summary?.notMeasured.map(({ kind, detail }) => ({ kind, detail })) ?? [],
  }
}
