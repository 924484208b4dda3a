import { controlLimits } from '#server/kernel/estimation/control-limits.ts'
import { estimateBinaryWith, fitBinaryEstimator } from '#server/kernel/estimation/estimate-binary.ts'
import { estimateRegressionWith, fitRegressionEstimator } from '#server/kernel/estimation/estimate-regression.ts'
import { assessBinary } from '#server/kernel/performance/assess-binary.ts'
import type { GoldenFile } from './kind.ts'
import { goldenFloats, goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Floats = { f64: string }
type Series = 'value' | 'sampling_error' | 'lower_confidence_boundary' | 'upper_confidence_boundary' | 'reference_chunk_realized'
type GoldenMetric = Record<Series, unknown[]> & { lower_threshold: unknown; upper_threshold: unknown; alert: boolean[] }
type Case = {
  id: string
  tied_scores: boolean
  chunk_size: number
  ref_p: Floats
  ref_y: string
  ana_p: Floats
  threshold_for_yhat: number
  needs_calibration: boolean
  isotonic_x?: Floats
  isotonic_y?: Floats
  chunks: [number, number][]
  expected_confusion_tp_fp_fn_tn: number[][]
  metrics: Record<string, GoldenMetric>
}

const NAMES = {
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  f1: 'f1',
  rocAuc: 'roc_auc',
  averagePrecision: 'average_precision',
} as const
type Name = keyof typeof NAMES
type Check = ReturnType<Tally['case']>
const CLOSE = { relative: 1e-12, absolute: 1e-12 }

/** Tolerances of one measure: NannyML rounds cumulated counts of the area to 5 decimals, and gives every tied row a threshold of its own. */
function tolerances(name: Name, tied: boolean) {
  const ofArea = name === 'rocAuc'
  const value = ofArea ? { absolute: tied ? 1e-2 : 1e-4 } : name === 'averagePrecision' ? { absolute: tied ? 1e-2 : 1e-6 } : CLOSE
  // Ties are ranked in no order. The error of average precision is a bootstrap of 50.
  const error = name === 'averagePrecision' ? { relative: 0.3 } : ofArea && tied ? { relative: 0.005 } : CLOSE
  return { value, error }
}

/** Realised measures of the reference by chunk, and the limits that they set. */
function compareLimits(check: Check, golden: Case, name: Name, scores: Float64Array, truth: Uint8Array): void {
  const want = golden.metrics[NAMES[name]]
  const realised = want.reference_chunk_realized.map((_, c) => {
    const [from, to] = [c * golden.chunk_size, (c + 1) * golden.chunk_size]
    const { metrics } = assessBinary({ task: 'binary', scores: scores.slice(from, to), truth: truth.slice(from, to), threshold: golden.threshold_for_yhat })
    const measure = metrics[name]
    return 'value' in measure ? measure.value : NaN
  })
  realised.forEach((value, c) => check(`${name} of reference chunk ${c}`, value, goldenNumber(want.reference_chunk_realized[c]) ?? NaN, CLOSE))
  const limits = controlLimits(realised, 0, 1)
  check(`${name} lower limit`, limits?.lower, goldenNumber(want.lower_threshold) ?? 0, CLOSE)
  check(`${name} upper limit`, limits?.upper, goldenNumber(want.upper_threshold) ?? 1, CLOSE)
}

/** Estimates of NannyML's CBPE by chunk; whether to recalibrate is given, for scikit-learn's random splits decide it there. */
export function cbpe({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    const scores = goldenFloats(golden.ref_p.f64)
    const truth = Uint8Array.from(golden.ref_y, Number)
    const threshold = golden.threshold_for_yhat
    const estimator = fitBinaryEstimator({ scores, truth, threshold, calibrate: golden.needs_calibration })
    for (const [axis, key] of [['x', 'isotonic_x'] as const, ['y', 'isotonic_y'] as const]) {
      const want = golden[key]
      if (!want) continue
      const knots = goldenFloats(want.f64)
      check(`${axis} knots`, estimator.calibration?.[axis].length, knots.length)
      knots.forEach((knot, k) => check(`${axis} of knot ${k}`, estimator.calibration?.[axis][k], knot, { absolute: 1e-12 }))
    }
    const current = goldenFloats(golden.ana_p.f64)
    golden.chunks.forEach(([first, last], c) => {
      const got = estimateBinaryWith(estimator, current.slice(first, last + 1))
      const counts = got.confusion && [got.confusion.truePositives, got.confusion.falsePositives, got.confusion.falseNegatives, got.confusion.trueNegatives]
      golden.expected_confusion_tp_fp_fn_tn[c].forEach((want, i) => check(`chunk ${c} count ${i}`, counts?.[i], want, CLOSE))
      for (const name of Object.keys(NAMES) as Name[]) {
        const want = golden.metrics[NAMES[name]]
        const measure = got.metrics[name]
        const ours = 'value' in measure ? measure : { value: NaN, lower: NaN, upper: NaN, samplingError: NaN }
        const { value, error } = tolerances(name, golden.tied_scores)
        check(`chunk ${c} ${name}`, ours.value, goldenNumber(want.value[c]), value)
        check(`chunk ${c} ${name} sampling error`, ours.samplingError, goldenNumber(want.sampling_error[c]), error)
        // Three sampling errors either way, as close as those are.
        const band = { absolute: (value.absolute ?? 0) + (error.relative ?? 0) * 3 * (goldenNumber(want.sampling_error[c]) ?? 0) }
        check(`chunk ${c} ${name} lower`, ours.lower, goldenNumber(want.lower_confidence_boundary[c]), band)
        check(`chunk ${c} ${name} upper`, ours.upper, goldenNumber(want.upper_confidence_boundary[c]), band)
        const [low, high] = [goldenNumber(want.lower_threshold) ?? -Infinity, goldenNumber(want.upper_threshold) ?? Infinity]
        check(`chunk ${c} ${name} alert`, ours.value < low || ours.value > high, want.alert[c])
      }
    })
    for (const name of Object.keys(NAMES) as Name[]) compareLimits(check, golden, name, scores, truth)
  }
  return tally.outcome()
}

type Loss = 'mae' | 'mse' | 'rmse'
type DleCase = { id: string; estimate: Record<Loss, number[]>; sampling_error: Record<Loss, number[]> } & Record<
  `${'ref' | 'ana'}_${'x' | 'pred' | 'y'}`,
  Floats
>
const DLE_CHUNK = 100

/** Estimates of NannyML's DLE by chunk of 100 rows; its regression is LightGBM's, ours our own. */
export function dle({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as DleCase[]) {
    const check = tally.case(golden.id)
    const [x, predicted, truth] = (['ref_x', 'ref_pred', 'ref_y'] as const).map((key) => goldenFloats(golden[key].f64))
    const [currentX, currentPredicted] = (['ana_x', 'ana_pred'] as const).map((key) => goldenFloats(golden[key].f64))
    const estimator = fitRegressionEstimator({ features: [x], predicted, truth })
    for (const loss of ['mae', 'mse', 'rmse'] as const) {
      golden.estimate[loss].forEach((want, c) => {
        const [from, to] = [c * DLE_CHUNK, (c + 1) * DLE_CHUNK]
        const got = estimateRegressionWith(estimator, { features: [currentX.slice(from, to)], predicted: currentPredicted.slice(from, to) }).metrics[loss]
        check(`chunk ${c} ${loss}`, 'value' in got ? got.value : NaN, want, { relative: 0.15 })
        check(`chunk ${c} ${loss} sampling error`, 'value' in got ? got.samplingError : NaN, golden.sampling_error[loss][c], CLOSE)
      })
    }
  }
  return tally.outcome()
}
