import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { ProductionView, StandingView } from '#server/contracts/standing.ts'
import { formatMetric } from '../../ui/format.ts'
import { stateOf, states } from '../../ui/states.ts'

/** How the console speaks of the newest windows of production. Pure. */

export type Drift = NonNullable<ProductionView['drift']>
export type Performance = NonNullable<ProductionView['performance']>

/** "19 of 20 drifted", or the word for the verdict. */
export const driftWords = ({ verdict, drifted, judged }: Drift): string =>
  verdict === 'drift' ? `${drifted} of ${judged} drifted` : states[stateOf(verdict)].word

/** "ROC AUC 0.561, expected 0.702". */
export const performanceWords = ({ metric, value, expected }: Performance): string =>
  `${metricTitle(metric)} ${formatMetric(value, 3)}${expected === null ? '' : `, expected ${formatMetric(expected, 3)}`}`

/** What differs in production from what was approved: inputs or scores that drifted, a measure that is worse than expected. */
export const isOff = ({ production }: StandingView): boolean => production?.drift?.verdict === 'drift' || production?.performance?.reading === 'worse'
