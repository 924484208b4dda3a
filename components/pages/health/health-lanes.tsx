import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { HealthWindow, ModelHealthView } from '#server/contracts/model-health.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { money } from '../costs/costs-words.ts'
import { BarLane } from './bar-lane.tsx'
import { DeploymentLane } from './deployment-lane.tsx'
import type { HealthMark } from './health-marks.ts'
import { DAY_MS, startOf } from './health-range.ts'
import { fairnessPaths, laneDomain, metricPaths, psiPaths } from './health-series.ts'
import { DayGrid } from './lane-frame.tsx'
import { LineLane } from './line-lane.tsx'
import { MarkLane } from './mark-lane.tsx'
import type { TimeAxis } from './time-axis.ts'

/** The floor that a change must pass to matter, as kernels have it by default; and where the scale ends. */
const PSI_FLOOR = 0.1
const PSI_TOP = 0.5

interface HealthLanesProps {
  readonly health: ModelHealthView
  readonly marks: readonly HealthMark[]
  readonly axis: TimeAxis
  readonly now: number
}

/** Why the newest window lacks a kind of evidence, where it says so. */
const whyNot = (windows: readonly HealthWindow[], kind: string): string | undefined => windows.at(-1)?.notMeasured.find((one) => one.kind === kind)?.detail

/** A limit far below all that was measured would flatten it: then it is left to words. */
const near = (limit: number | null, [low, high]: readonly [number, number]): boolean => limit !== null && low - limit < 1.5 * (high - low)

const sizeNote = (windows: readonly HealthWindow[]): string | undefined => (windows[0] ? `by ${windows.at(-1)?.size}` : undefined)

/** Versions, approvals, deployments, drift, performance, fairness, traffic and cost, each in its lane. */
export function HealthLanes({ health, marks, axis, now }: HealthLanesProps) {
  const { windows, metric, limits, evaluated, days, currency } = health
  const live = health.deployments.find(({ state }) => state === 'active')
  const top = Math.min(PSI_TOP, Math.max(PSI_FLOOR * 1.5, ...windows.map(({ drift }) => drift?.psi ?? 0)))
  const psi = psiPaths(windows, live?.id ?? null, top)
  const performance = metricPaths(windows, live?.id ?? null)
  const fairness = fairnessPaths(windows, live?.id ?? null, limits.fairnessRatio)
  const before = evaluated.find(({ version }) => version === (live?.version ?? windows.at(-1)?.version))?.value ?? null
  const drawn = laneDomain(performance, [before])
  const floor = near(limits.performance, drawn) ? limits.performance : null
  const newest = windows.findLast(({ drift }) => drift?.psi != null)?.drift
  const metricEnd = windows.findLast(({ performance: one }) => one?.value != null || one?.estimate != null)?.performance
  const ratioEnd = windows.findLast(({ fairness: one }) => one !== null)?.fairness
  const costs = days.map(({ day, amount }) => ({ from: startOf(day), to: startOf(day) + DAY_MS, value: Number(amount) }))
  const dearest = days.reduce((most, { amount }) => (Number(amount) > Number(most) ? amount : most), '0')
  return (
    <g>
      <DayGrid axis={axis} />
      <MarkLane id="versions" title="Versions" marks={marks} axis={axis} />
      <MarkLane id="approvals" title="Approvals" marks={marks} axis={axis} />
      <DeploymentLane health={health} axis={axis} now={now} />
      <LineLane
        id="drift"
        title="Largest PSI"
        note={sizeNote(windows)}
        paths={psi}
        domain={[0, top * 1.12]}
        limit={{ value: PSI_FLOOR, label: '0.10' }}
        last={newest?.psi == null ? undefined : `${formatMetric(newest.psi, 3)} ${newest.feature}`}
        axis={axis}
        empty={psi.every(({ points }) => points.length === 0) ? whyNot(windows, 'drift') : null}
      />
      <LineLane
        id="performance"
        title={metric === null ? 'Performance' : metricTitle(metric)}
        note={metric === null ? undefined : 'as labels come'}
        paths={performance}
        domain={laneDomain(performance, [before, floor])}
        limit={floor === null ? null : { value: floor, label: formatMetric(floor, 2) }}
        level={before === null ? null : { value: before, label: formatMetric(before, 3) }}
        last={metricEnd ? (metricEnd.value === null ? `${formatMetric(metricEnd.estimate, 3)} estimated` : formatMetric(metricEnd.value, 3)) : undefined}
        axis={axis}
        empty={performance.length === 0 ? (whyNot(windows, 'performance') ?? 'no label has come in these days') : null}
      />
      <LineLane
        id="fairness"
        title="Lowest ratio"
        note="of selection rates"
        paths={fairness}
        domain={laneDomain(fairness, [limits.fairnessRatio])}
        limit={limits.fairnessRatio === null ? null : { value: limits.fairnessRatio, label: formatMetric(limits.fairnessRatio, 2) }}
        last={ratioEnd ? `${formatMetric(ratioEnd.value, 3)} ${ratioEnd.attribute}` : undefined}
        axis={axis}
        empty={fairness.every(({ points }) => points.length === 0) ? (whyNot(windows, 'fairness') ?? 'no protected attribute is known in these days') : null}
      />
      <BarLane
        id="traffic"
        title="Rows"
        note="by time of event"
        bars={windows.map(({ from, to, rows }) => ({ from: Date.parse(from), to: Date.parse(to), value: rows }))}
        most={formatCount(Math.max(0, ...windows.map(({ rows }) => rows)))}
        axis={axis}
        empty="nothing was predicted in these days"
      />
      <BarLane
        id="cost"
        title="Cost"
        note="by day of receipt"
        bars={costs}
        most={money(dearest, currency)}
        axis={axis}
        empty="nothing was spent in these days"
      />
    </g>
  )
}
