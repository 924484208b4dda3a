import type { HealthWindow, ModelHealthView } from '#server/contracts/model-health.ts'
import { metricTitle } from '#server/contracts/metric-titles.ts'
import { formatDate } from '../../ui/format-time.ts'
import { formatCount, formatInterval, formatMetric, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import { isDrifting, type HealthMark } from './health-marks.ts'
import { performanceWords } from './health-words.ts'

/** What the timeline says, in the sentence on top of it. Pure. */
export interface HealthAnswer {
  readonly state: StateName
  readonly answer: string
  /** What matters of it. */
  readonly strong?: string
  readonly lead?: string
}

const LOWER_IS_BETTER = new Set(['rmse'])
/** Labelled rows below which an interval is too wide to read anything from. */
const LEAST_LABELLED = 30

interface Interval {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

export interface Decay {
  readonly measured: Interval
  readonly against: Interval
  /** What its scores alone led to expect of the window, or what was measured on the version before approval. */
  readonly basis: 'expected' | 'evaluated'
}

const intervalOf = (value: number | null | undefined, lower: number | null | undefined, upper: number | null | undefined): Interval | null =>
  value == null || lower == null || upper == null ? null : { value, lower, upper }

/** The newest window with enough labels, where its interval lies wholly on the worse side of what there is to compare with. */
export function decayOf({ metric, evaluated }: ModelHealthView, windows: readonly HealthWindow[]): Decay | null {
  const window = windows.findLast(({ performance }) => performance?.value != null && performance.n >= LEAST_LABELLED)
  const { performance } = window ?? {}
  const measured = intervalOf(performance?.value, performance?.lower, performance?.upper)
  if (!measured || metric === null) return null
  const held = evaluated.find(({ version }) => version === window?.version)
  const known = [
    { basis: 'expected' as const, against: intervalOf(performance?.estimate, performance?.estimateLower, performance?.estimateUpper) },
    { basis: 'evaluated' as const, against: intervalOf(held?.value, held?.lower, held?.upper) },
  ]
  for (const { basis, against } of known) {
    if (!against) continue
    if (LOWER_IS_BETTER.has(metric) ? measured.lower > against.upper : measured.upper < against.lower) return { measured, against, basis }
  }
  return null
}

const withInterval = ({ value, lower, upper }: Interval): string => `${formatMetric(value, 3)} (${formatInterval(lower, upper, 3)})`

/** The windows in a row that drifted, up to the newest in which drift was measured; oldest first. */
export function driftRun(windows: readonly HealthWindow[]): HealthWindow[] {
  const measured = windows.filter(({ drift }) => drift !== null)
  return measured.slice(measured.findLastIndex((window) => !isDrifting(window)) + 1)
}

/** The newest change before a moment: what could be the reason. */
function changeBefore(marks: readonly HealthMark[], at: number): string {
  const change = marks.find((mark) => mark.at <= at && (mark.lane === 'deployments' || mark.lane === 'approvals'))
  return change ? `The last change before it: ${change.text}, ${formatDate(change.at, 'day-month')}.` : 'No change of ours came before it.'
}

const nothing = (health: ModelHealthView): HealthAnswer => ({
  state: 'not-measured',
  answer:
    health.deployments.length === 0
      ? 'It has never served, so production says nothing of it yet.'
      : health.windowsTotal > 0
        ? 'It serves, and no window of production in these days is assessed yet.'
        : 'Nothing was predicted in these days.',
  lead: 'A window is assessed on its own once it is over; rows and labels that come later make it be assessed again.',
})

/** The verdict over the newest windows of the range; `marks` newest first. */
export function healthAnswer(health: ModelHealthView, marks: readonly HealthMark[]): HealthAnswer {
  const newest = health.windows.findLast(({ drift, performance }) => drift !== null || performance !== null)
  if (!newest) return nothing(health)
  const own = health.windows.filter(({ deploymentId }) => deploymentId === newest.deploymentId)
  const lead = leadOf(health, own)
  const decay = decayOf(health, own)
  const run = driftRun(own)
  const [first] = run
  if (decay) {
    const before = decay.basis === 'expected' ? 'Its scores led to expect' : `Before approval v${newest.version} had`
    return {
      state: 'fail',
      answer: `${metricTitle(health.metric ?? '')} is ${withInterval(decay.measured)} since labels came.`,
      strong: `${before} ${withInterval(decay.against)}${run.length > 0 ? '; it drifts, too' : ''}.`,
      lead,
    }
  }
  if (first) {
    const feature = run.at(-1)?.drift?.feature
    const since = run.length === 1 ? `in the newest ${first.size}` : `since ${formatDate(first.from, 'day-month')}, ${plural(run.length, first.size)} in a row`
    return {
      state: 'drift',
      answer: `It has drifted ${since}${feature ? `, ${feature} the most` : ''}.`,
      strong: changeBefore(marks, Date.parse(first.from)),
      lead,
    }
  }
  const judged = own.filter(({ drift }) => drift !== null)
  const verdict = judged.at(-1)?.drift?.verdict
  if (verdict === undefined) return { state: 'not-measured', answer: 'Drift was not measured in these days.', lead }
  if (verdict === 'not-enough-data') return { state: 'not-enough-data', answer: `The newest ${newest.size} has too few rows to judge drift.`, lead }
  const drifted = judged.filter(isDrifting).length
  return {
    state: 'stable',
    answer:
      drifted === 0
        ? `Nothing has drifted in ${plural(judged.length, newest.size)} of v${newest.version}.`
        : `Nothing drifts in the newest ${newest.size}; ${plural(drifted, newest.size)} of ${formatCount(judged.length)} did.`,
    lead,
  }
}

/** The metric in the newest window that has one, with how far labels have come; then the lowest ratio. */
function leadOf({ metric, limits }: ModelHealthView, own: readonly HealthWindow[]): string {
  const performance = own.findLast((window) => window.performance?.value != null || window.performance?.estimate != null)
  const fairness = own.findLast((window) => window.fairness !== null)
  const ratio = fairness?.fairness
  const limit = limits.fairnessRatio
  return [
    metric !== null && performance
      ? `${metricTitle(metric)} of ${formatDate(performance.from, 'day-month')}: ${performanceWords(performance)}.`
      : 'No label has come, so nobody knows how good its decisions are.',
    ratio
      ? `The lowest ratio of selection rates is ${formatMetric(ratio.value, 3)}, by ${ratio.attribute}${limit === null ? '' : `, ${ratio.value < limit ? 'below' : 'at least'} ${formatMetric(limit, 2)}`}.`
      : null,
  ]
    .filter((part) => part !== null)
    .join(' ')
}
