import type { WindowSummary } from '#server/contracts/monitoring.ts'
import { isRecord, numberIn, recordsIn, textIn } from '#server/kernel/governance/read-result.ts'
import type { Json } from '#server/kernel/governance/read-result.ts'
import type { Measured } from '../assess/plan.ts'
import type { WindowTask } from './window-plan.ts'

const MOST_FEATURES = 200

type Measure = { value: number; lower?: number; upper?: number } | { undefined: string }

function measureOf(held: unknown): Measure | null {
  if (!isRecord(held)) return null
  const reason = textIn(held.undefined)
  if (reason !== null) return { undefined: reason }
  const [value, lower, upper] = [numberIn(held.value), numberIn(held.lower), numberIn(held.upper)]
  return value === null ? null : { value, ...(lower === null || upper === null ? {} : { lower, upper }) }
}

const measuresOf = (held: unknown): Record<string, Measure> =>
  isRecord(held)
    ? Object.fromEntries(Object.entries(held).flatMap(([name, value]) => [measureOf(value)].flatMap((measure) => (measure ? [[name, measure]] : []))))
    : {}

const featureOf = (output: boolean) => (held: Json) => ({
  feature: textIn(held.feature) ?? '',
  output,
  verdict: textIn(held.verdict) ?? 'unknown',
  psi: isRecord(held.tests) && isRecord(held.tests.psi) ? numberIn(held.tests.psi.value) : null,
  movedShare: isRecord(held.effect) ? numberIn(held.effect.movedShare) : null,
  pValue: numberIn(held.adjustedPValue),
})

/** As told: what could not be judged comes last. */
const MOST_SEVERE_FIRST = ['drift', 'too-small-to-matter', 'stable']
const rankOf = ({ verdict }: { verdict: string }): number =>
  MOST_SEVERE_FIRST.includes(verdict) ? MOST_SEVERE_FIRST.indexOf(verdict) : MOST_SEVERE_FIRST.length

function driftOf(result: Json): NonNullable<WindowSummary['drift']> {
  const outputs = isRecord(result.outputs) ? result.outputs : {}
  const inputs = recordsIn(result.features).map(featureOf(false))
  inputs.sort((a, b) => rankOf(a) - rankOf(b) || (b.movedShare ?? 0) - (a.movedShare ?? 0))
  const scores = recordsIn(outputs.features).map(featureOf(true))
  return {
    verdict: textIn(result.verdict) ?? 'unknown',
    outputVerdict: textIn(outputs.verdict) ?? 'unknown',
    features: [...inputs.slice(0, MOST_FEATURES), ...scores],
    compared: inputs.length + scores.length,
    drifted: [...inputs, ...scores].filter(({ verdict }) => verdict === 'drift').length,
  }
}

function qualityOf(result: Json): NonNullable<WindowSummary['quality']> {
  const findings = recordsIn(result.findings)
  const codes = [...new Set(findings.flatMap((finding) => textIn(finding.code) ?? []))]
  return { findings: findings.length, blocking: findings.filter((finding) => finding.severity === 'blocking').length, codes }
}

const performanceOf = (result: Json): NonNullable<WindowSummary['performance']> => ({
  n: numberIn(result.n) ?? 0,
  metrics: measuresOf(result.metrics),
  ...(isRecord(result.estimated) ? { estimated: measuresOf(result.estimated.metrics) } : {}),
})

const fairnessOf = (result: Json): NonNullable<WindowSummary['fairness']> =>
  recordsIn(result.attributes).map((held) => ({
    attribute: textIn(held.attribute) ?? '',
    ratio: isRecord(held.metrics) ? measureOf(held.metrics.demographicParityRatio) : null,
    known: recordsIn(held.groups).reduce((sum, group) => sum + (numberIn(group.n) ?? 0), 0),
  }))

/** What lists and charts say of a window; kinds that were not measured again keep what an earlier revision said. */
export function summariseWindow(
  { rows, earlier, kinds, matureAt }: WindowTask,
  evidence: readonly Measured[],
  notMeasured: WindowSummary['notMeasured'],
): WindowSummary {
  const of = (kind: string) => evidence.find((measured) => measured.kind === kind)
  const [drift, quality, performance, fairness] = ['drift', 'data-quality', 'performance', 'fairness'].map(of)
  const unknown = fairness?.parameters.unknownAttributes
  const labelledRows = rows.truth.filter((label) => label !== null).length
  const kept = earlier
    ? { ...(kinds.includes('drift') ? {} : { drift: earlier.drift }), ...(kinds.includes('data-quality') ? {} : { quality: earlier.quality }) }
    : {}
  return {
    ...kept,
    ...(drift ? { drift: driftOf(drift.result) } : {}),
    ...(quality ? { quality: qualityOf(quality.result) } : {}),
    ...(performance ? { performance: performanceOf(performance.result) } : {}),
    ...(fairness ? { fairness: fairnessOf(fairness.result) } : {}),
    ...(Array.isArray(unknown) ? { unknownAttributes: unknown.map(String) } : {}),
    measuredRows: rows.measured,
    labelledRows,
    coverage: rows.measured === 0 ? 0 : labelledRows / rows.measured,
    maturity: matureAt === null || rows.measured === 0 ? null : rows.mature / rows.measured,
    matureAt,
    notMeasured: [...(earlier?.notMeasured ?? []).filter(({ kind }) => !kinds.some((again) => again === kind)), ...notMeasured],
  }
}
