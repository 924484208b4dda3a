import type { Measure } from '#server/kernel/numbers/measure.ts'
import { assessBinary } from '#server/kernel/performance/assess-binary.ts'
import { assessMulticlass } from '#server/kernel/performance/assess-multiclass.ts'
import type { BinaryResult } from '#server/kernel/performance/performance-result.ts'
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
  lift: Record<string, { k: number; tie_averaged: unknown; captured: unknown }>
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
  specificity: 'specificity',
  negativePredictiveValue: 'npv',
  balancedAccuracy: 'balanced_accuracy',
  f2: 'f2',
  matthewsCorrelation: 'mcc',
  cohenKappa: 'kappa',
  gini: 'gini',
  kolmogorovSmirnov: 'ks_stat',
  precisionRecallArea: 'pr_auc_trapezoid',
} as const
const EXACT = { relative: 1e-12, absolute: 1e-15 }

export const numbersOf = (list: NumberList): Float64Array => (Array.isArray(list) ? Float64Array.from(list) : goldenFloats(list.f64))

/** A measure as the number that scikit-learn gives: the value, or the 0 or NaN that it puts where there is none. */
export const orUndefined = (measure: Measure, inStead: number | undefined): number | undefined => ('value' in measure ? measure.value : inStead)

type Check = ReturnType<Tally['case']>

/** What scikit-learn puts where we say that there is no value: 0 (with a warning), NaN, or the half of a measure that is defined. */
function isStandIn(name: keyof typeof NAMES, why: string, want: number | undefined): boolean {
  if (want === undefined || want === 0 || Number.isNaN(want)) return true
  return (name === 'balancedAccuracy' && why === 'one-class') || (name === 'precisionRecallArea' && want === 0.5)
}

function compareMeasures(check: Check, metrics: BinaryResult['metrics'], golden: Case): void {
  for (const [ours, theirs] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    const want = goldenNumber(golden[theirs])
    const measure = metrics[ours]
    if ('undefined' in measure) {
      check(`${theirs} is undefined`, isStandIn(ours, measure.undefined, want), true)
      continue
    }
    check(theirs, measure.value, want, EXACT)
    check(`${theirs} inside its interval`, measure.lower <= measure.value && measure.value <= measure.upper && measure.lower < measure.upper, true)
  }
}

/** Averages over the two classes: of the same decisions, taken as those of several classes. */
function compareAverages(check: Check, golden: Case, scores: Float64Array): void {
  const predicted = Int32Array.from(scores, (score) => (score >= 0.5 ? 1 : 0))
  const { metrics } = assessMulticlass({ task: 'multiclass', predicted, truth: Int32Array.from(golden.y, Number), classes: ['0', '1'] })
  for (const rate of ['precision', 'recall', 'f1'] as const) {
    for (const average of ['Macro', 'Micro', 'Weighted'] as const)
      check(`${rate}_${average}`, orUndefined(metrics[`${rate}${average}`], undefined), goldenNumber(golden[`${rate}_${average.toLowerCase()}`]), EXACT)
  }
}

/** Where several thresholds part the classes equally far, rounding chooses one for SciPy; its distance has to be the largest too. */
function compareDistance(check: Check, got: BinaryResult, golden: Case, scores: Float64Array): void {
  const want = goldenNumber(golden.ks_threshold)
  const { kolmogorovSmirnov: measure } = got.metrics
  if (want === undefined || 'undefined' in measure) {
    check('ks_threshold', got.kolmogorovSmirnovThreshold ?? undefined, want)
    return
  }
  for (const threshold of [want, got.kolmogorovSmirnovThreshold ?? NaN]) {
    const [negatives, positives] = ['0', '1'].map((label) => scores.filter((_, row) => golden.y[row] === label))
    const above = (held: Float64Array) => held.filter((score) => score > threshold).length / held.length
    check('ks_threshold', Math.abs(above(positives) - above(negatives)), measure.value, EXACT)
  }
}

function compareCalibration(check: Check, { calibrationError, calibration, curves }: BinaryResult, golden: Case): void {
  check('ece10', calibrationError?.expected, goldenNumber(golden.ece10), { absolute: 1e-12 })
  check('mce10', calibrationError?.maximum, goldenNumber(golden.mce10), { absolute: 1e-12 })
  for (const { bins, equal, expected, maximum } of calibration?.gaps ?? []) {
    const suffix = `${bins}${equal === 'count' ? '_equal_count' : ''}`
    check(`ece${suffix} again`, expected, goldenNumber(golden[`ece${suffix}`]), { absolute: 1e-12 })
    check(`mce${suffix} again`, maximum, goldenNumber(golden[`mce${suffix}`]), { absolute: 1e-12 })
  }
  check('gaps', calibration?.gaps.length, 3)
  check('spiegelhalter_z', calibration?.test?.z, goldenNumber(golden.spiegelhalter_z), { relative: 1e-12, absolute: 1e-12 })
  check('spiegelhalter_p', calibration?.test?.pValue, goldenNumber(golden.spiegelhalter_p), { relative: 1e-8 })
  check('bins', curves.calibration.length, golden.reliability10.length)
  curves.calibration.forEach((bin, i) => {
    const [, n, mean, observed] = golden.reliability10[i]
    check(`bin ${i} n`, bin.n, n)
    check(`bin ${i} mean score`, bin.meanScore, mean, EXACT)
    check(`bin ${i} observed`, bin.observed.value, observed, EXACT)
  })
}

/** Positives among the first `k` rows by score, rows of one score in their order: what the golden "stable" lift counts. */
function compareLift(check: Check, lift: BinaryResult['lift'], golden: Case, scores: Float64Array): void {
  const truth = [...golden.y].map(Number)
  const positives = truth.reduce((sum, is) => sum + is, 0)
  for (const [share, want] of Object.entries(golden.lift)) {
    const got = lift.find((row) => row.share === Number(share))
    if (positives === 0) {
      check(`lift ${share} is undefined`, got, undefined)
      continue
    }
    check(`lift ${share} k`, got?.rows, want.k)
    check(`lift ${share}`, got?.lift, goldenNumber(want.tie_averaged), EXACT)
    const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b).slice(0, want.k)
    const tied = order.length > 0 && scores.filter((score) => score === scores[order[order.length - 1]]).length > 1
    // Where the border divides rows of one score, ours counts them in part.
    if (!tied) check(`lift ${share} captured`, got?.captured, goldenNumber(want.captured), EXACT)
  }
}

/** Measures of two classes, decided at 0.5. */
export function binaryPerformance({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    const scores = numbersOf(golden.score)
    const got = assessBinary({ task: 'binary', scores, truth: Uint8Array.from(golden.y, Number), threshold: 0.5 })
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = got.confusion
    const counts = [truePositives, falsePositives, falseNegatives, trueNegatives]
    counts.forEach((count, i) => check(`confusion[${i}]`, count, golden.confusion_tp_fp_fn_tn[i]))
    compareMeasures(check, got.metrics, golden)
    compareAverages(check, golden, scores)
    compareDistance(check, got, golden, scores)
    compareCalibration(check, got, golden)
    compareLift(check, got.lift, golden, scores)
  }
  return tally.outcome()
}
