import { assessRegression } from '#server/kernel/performance/assess-regression.ts'
import type { RegressionMetric } from '#server/kernel/performance/performance-result.ts'
import type { GoldenFile } from './kind.ts'
import { numbersOf, orUndefined } from './performance-binary.ts'
import type { NumberList } from './performance-binary.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; tag: string; y: NumberList; pred: NumberList; mape_nonzero_rows: [unknown, number] } & Record<string, unknown>

const NAMES: Partial<Record<RegressionMetric, string>> = {
  mse: 'mse',
  medianAbsoluteError: 'median_ae',
  mape: 'mape',
  smape: 'smape_0_2',
  wape: 'wape',
  rmsle: 'rmsle',
  pinball10: 'pinball_0.1',
  pinball50: 'pinball_0.5',
  pinball90: 'pinball_0.9',
}

/** Errors of a predicted number. */
export function regressionPerformance({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(`${golden.id} (${golden.tag})`)
    const truth = numbersOf(golden.y)
    const predicted = numbersOf(golden.pred)
    const got = assessRegression({ task: 'regression', predicted, truth })
    for (const name of ['rmse', 'mae'] as const) {
      const want = goldenNumber(golden[name])
      // Squares of huge and tiny errors over- and underflow there; ours are scaled first.
      const scaled = want === Infinity || (want === 0 && truth.some((value, row) => value !== predicted[row]))
      if (!scaled) check(name, orUndefined(got.metrics[name], undefined), want, { relative: 1e-12, absolute: 1e-300 })
    }
    for (const [ours, theirs] of Object.entries(NAMES) as [RegressionMetric, string][]) {
      const want = goldenNumber(golden[theirs])
      const measure = got.metrics[ours]
      if ('undefined' in measure) check(`${theirs} is undefined`, want === undefined || want === Infinity, true)
      else check(theirs, measure.value, want, { relative: 1e-12, absolute: 1e-15 })
    }
    const [relative, rows] = golden.mape_nonzero_rows
    check('mape_nonzero_rows', orUndefined(got.metrics.mapeOfNonzero, undefined), goldenNumber(relative), { relative: 1e-12, absolute: 1e-15 })
    check('mape_nonzero_rows n', got.nonzeroTruth, rows)
    check('max_error', got.largestError, goldenNumber(golden.max_error), { relative: 1e-12 })
    check('mean_error', got.meanError, goldenNumber(golden.mean_error), { relative: 1e-12, absolute: 1e-13 * (got.largestError ?? 0) })
    const squares = truth.reduce((sum, value) => sum + (value - truth[0]) ** 2, 0)
    const explained = got.metrics.explainedVariance
    // Squares that over- and underflow give NaN and 1 there; ours are scaled first.
    const variance = goldenNumber(golden.explained_variance)
    if ('value' in explained && !Number.isNaN(variance) && squares > 0)
      check('explained_variance', explained.value, variance, { relative: 1e-12, absolute: 1e-12 })
    // A constant truth has nothing to explain: scikit-learn says 1, 0 or NaN, and we say that it is undefined.
    if (truth.every((value) => value === truth[0])) check('r2 is undefined', 'undefined' in got.metrics.r2, true)
    else if (squares > 0 && Number.isFinite(squares))
      check('r2', orUndefined(got.metrics.r2, undefined), goldenNumber(golden.r2), { relative: 1e-12, absolute: 1e-12 })
  }
  return tally.outcome()
}
