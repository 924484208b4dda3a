import type { RequestComparison } from '#server/contracts/comparison.ts'

/** How compared measures are named. Pure. */

export type ComparedMeasure = RequestComparison['measures'][number]

const METRICS: Record<string, string> = {
  rocAuc: 'ROC AUC',
  averagePrecision: 'Average precision',
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  brier: 'Brier score',
  logLoss: 'Log loss',
  r2: 'R²',
  rmse: 'RMSE',
  mae: 'MAE',
  demographicParityRatio: 'Demographic parity ratio',
  demographicParityDifference: 'Demographic parity difference',
  equalOpportunityDifference: 'Equal opportunity difference',
  equalizedOddsDifference: 'Equalised odds difference',
}

/** `ROC AUC`, `Demographic parity ratio, sex`. */
export const measureTitle = ({ metric, attribute }: Pick<ComparedMeasure, 'metric' | 'attribute'>): string =>
  `${METRICS[metric] ?? metric}${attribute ? `, ${attribute}` : ''}`

/** What a page shows at first: performance, the measure of the usual fairness gate, and whatever got worse. */
export const isEssential = ({ kind, metric, reading }: ComparedMeasure): boolean =>
  kind === 'performance' || metric === 'demographicParityRatio' || reading === 'worse'

const ORDER: Record<ComparedMeasure['reading'], number> = { worse: 0, better: 1, unclear: 2, incomparable: 3 }

/** What got worse first, what cannot be told apart later; otherwise as measured. */
export const worseFirst = (measures: readonly ComparedMeasure[]): ComparedMeasure[] => measures.toSorted((a, b) => ORDER[a.reading] - ORDER[b.reading])
