import type { HealthWindow, ModelHealthView } from '#server/contracts/model-health.ts'
import { metricTitle } from '#server/contracts/metric-titles.ts'
import { formatCount, formatInterval, formatMetric, formatPercent } from '../../ui/format.ts'
import { money } from '../costs/costs-words.ts'
import { stateOf, states } from '../../ui/states.ts'
import type { DayReading } from './day-reading.ts'

/** How the page says what its lanes show. Pure. */

export const psiWords = ({ drift }: HealthWindow): string =>
  drift === null ? 'not measured' : drift.psi === null ? states[stateOf(drift.verdict)].word.toLowerCase() : `${formatMetric(drift.psi, 3)}, ${drift.feature}`

/** "0.807 (0.796–0.818), 12 % of rows labelled", or what was estimated, or that nothing is known. */
export function performanceWords({ performance, coverage }: HealthWindow): string {
  if (!performance) return 'not measured'
  const { value, lower, upper, estimate } = performance
  const labelled = `${formatPercent(coverage, 0)} of rows labelled`
  if (value !== null) return `${formatMetric(value, 3)}${lower === null ? '' : ` (${formatInterval(lower, upper, 3)})`}, ${labelled}`
  return estimate === null ? `not measured, ${labelled}` : `${formatMetric(estimate, 3)} estimated, ${labelled}`
}

export const fairnessWords = ({ fairness }: HealthWindow): string =>
  fairness === null
    ? 'not measured'
    : `${formatMetric(fairness.value, 3)}${fairness.lower === null ? '' : ` (${formatInterval(fairness.lower, fairness.upper, 3)})`}, by ${fairness.attribute}`

/** All lanes on a day in one sentence, as it is read aloud. */
export function readingWords(reading: DayReading, { metric, currency }: Pick<ModelHealthView, 'metric' | 'currency'>, day: string): string {
  const { window, deployments, cost, marks } = reading
  return [
    `${day}: ${deployments.length === 0 ? 'nothing live' : `${deployments.map(({ version }) => `v${version}`).join(', ')} live`}`,
    ...(window
      ? [
          `largest PSI ${psiWords(window)}`,
          ...(metric === null ? [] : [`${metricTitle(metric)} ${performanceWords(window)}`]),
          `ratio of selection rates ${fairnessWords(window)}`,
          `${formatCount(window.rows)} rows`,
        ]
      : ['no window of production']),
    ...(cost ? [`cost ${money(cost.amount, currency)}`] : []),
    ...marks.map(({ text }) => text),
  ].join('; ')
}
