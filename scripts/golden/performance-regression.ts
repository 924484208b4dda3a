import { assessRegression } from '#server/kernel/performance/assess-regression.ts'
import type { GoldenFile } from './kind.ts'
import { numbersOf, orUndefined } from './performance-binary.ts'
import type { NumberList } from './performance-binary.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; tag: string; y: NumberList; pred: NumberList } & Record<string, unknown>

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
    const squares = truth.reduce((sum, value) => sum + (value - truth[0]) ** 2, 0)
    // A constant truth has nothing to explain: scikit-learn says 1, 0 or NaN, and we say that it is undefined.
    if (truth.every((value) => value === truth[0])) check('r2 is undefined', 'undefined' in got.metrics.r2, true)
    else if (squares > 0 && Number.isFinite(squares))
      check('r2', orUndefined(got.metrics.r2, undefined), goldenNumber(golden.r2), { relative: 1e-12, absolute: 1e-12 })
  }
  return tally.outcome()
}
