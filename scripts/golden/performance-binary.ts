import type { Measure } from '#server/kernel/numbers/measure.ts'
import { assessBinary } from '#server/kernel/performance/assess-binary.ts'
import type { GoldenFile } from './kind.ts'
import { goldenFloats, goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

/** Numbers one by one, or as base64 of little-endian float64. */
export type NumberList = number[] | { f64: string }

type Case = {
  id: string
  y: string
  score: NumberList
  confusion_tp_fp_fn_tn: number[]
  sklearn_warned_undefined?: string[]
  reliability10: number[][]
} & Record<string, unknown>

const NAMES = {
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'f1',
  rocAuc: 'roc_auc',
  averagePrecision: 'average_precision',
  logLoss: 'log_loss',
  brier: 'brier',
} as const
const EXACT = { relative: 1e-12, absolute: 1e-15 }

export const numbersOf = (list: NumberList): Float64Array => (Array.isArray(list) ? Float64Array.from(list) : goldenFloats(list.f64))

/** A measure as the number that scikit-learn gives: the value, or the 0 or NaN that it puts where there is none. */
export const orUndefined = (measure: Measure, inStead: number | undefined): number | undefined => ('value' in measure ? measure.value : inStead)

/** Measures of two classes, decided at 0.5. */
export function binaryPerformance({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    const got = assessBinary({ task: 'binary', scores: numbersOf(golden.score), truth: Uint8Array.from(golden.y, Number), threshold: 0.5 })
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = got.confusion
    const counts = [truePositives, falsePositives, falseNegatives, trueNegatives]
    counts.forEach((count, i) => check(`confusion[${i}]`, count, golden.confusion_tp_fp_fn_tn[i]))
    for (const [ours, theirs] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
      const want = goldenNumber(golden[theirs])
      // Where a measure has no denominator scikit-learn says 0 (with a warning) or NaN, and we say why there is none.
      check(theirs, orUndefined(got.metrics[ours], want === 0 || Number.isNaN(want) ? want : undefined), want, EXACT)
      const measure = got.metrics[ours]
      if ('value' in measure)
        check(`${theirs} inside its interval`, measure.lower <= measure.value && measure.value <= measure.upper && measure.lower < measure.upper, true)
    }
    check('ece10', got.calibrationError?.expected, goldenNumber(golden.ece10), { absolute: 1e-12 })
    check('mce10', got.calibrationError?.maximum, goldenNumber(golden.mce10), { absolute: 1e-12 })
    check('bins', got.curves.calibration.length, golden.reliability10.length)
    got.curves.calibration.forEach((bin, i) => {
      const [, n, mean, observed] = golden.reliability10[i]
      check(`bin ${i} n`, bin.n, n)
      check(`bin ${i} mean score`, bin.meanScore, mean, EXACT)
      check(`bin ${i} observed`, bin.observed.value, observed, EXACT)
    })
  }
  return tally.outcome()
}
