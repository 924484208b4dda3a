import type { RequestComparison } from '#server/contracts/comparison.ts'
import { metricTitle } from '#server/contracts/metric-titles.ts'

/** How compared measures are named. Pure. */

export type ComparedMeasure = RequestComparison['measures'][number]

/** `ROC AUC`, `Difference of selection rates, sex`. */
export const measureTitle = ({ metric, attribute }: Pick<ComparedMeasure, 'metric' | 'attribute'>): string =>
  `${metricTitle(metric)}${attribute ? `, ${attribute}` : ''}`

/** What a page shows at first: performance, the measure of the usual fairness gate, and whatever got worse. */
export const isEssential = ({ kind, metric, reading }: ComparedMeasure): boolean =>
  kind === 'performance' || metric === 'demographicParityRatio' || reading === 'worse'

const ORDER: Record<ComparedMeasure['reading'], number> = { worse: 0, better: 1, unclear: 2, incomparable: 3 }

/** What got worse first, what cannot be told apart later; otherwise as measured. */
export const worseFirst = (measures: readonly ComparedMeasure[]): ComparedMeasure[] => measures.toSorted((a, b) => ORDER[a.reading] - ORDER[b.reading])
