import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import { Z95 } from '#server/kernel/intervals/interval.ts'
import type { Measure } from '#server/kernel/numbers/measure.ts'
import { assessBinary } from '#server/kernel/performance/assess-binary.ts'
import { assessMulticlass } from '#server/kernel/performance/assess-multiclass.ts'
import { assessRegression } from '#server/kernel/performance/assess-regression.ts'
import { equalCountGap } from '#server/kernel/performance/calibration.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import { delongVariance } from '#server/kernel/performance/roc-auc.ts'
import { asCodes } from '#server/kernel/table/column.ts'
import { columnOf, isMissing, manifestOf, numbersIn, scoresOf, splitOf, textsIn, windowsOf } from './evaluation-split.ts'
import type { Split } from './evaluation-split.ts'
import type { GoldenFile } from './kind.ts'
import { orUndefined } from './performance-binary.ts'
import type { GoldenRuntime } from './runtime.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome, Skipped, Tolerance } from './tally.ts'

type Check = ReturnType<Tally['case']>
type Values = Record<string, unknown>
type Counts = { true_negative: number; false_positive: number; false_negative: number; true_positive: number }
type Groups = { rows: number; selected: number; rate: number }
type Content = {
  model: string
  task: string
  metrics: Values
  group_selection_rates: { favourable_outcome: number; by: Record<string, { groups: Record<string, Groups>; ratio_min_to_max: number | null }> } | null
}

/** Scores of single precision may differ by 1e-7 on another machine. */
const SCORE: Tolerance = { relative: 1e-6, absolute: 1e-6 }
const EXACT: Tolerance = { relative: 1e-12, absolute: 1e-12 }
/** How far the ends of our interval may lie from a bootstrap's of 500 draws, in its widths. */
const OF_WIDTH = 0.3
const MOST_CAREFUL = 1

/** Compares a measure and, where the file has one, its interval: exactly, or with a bootstrap's. */
function compare(check: Check, metrics: Values, name: string, measure: Measure, interval: 'exact' | 'bootstrap' = 'bootstrap'): void {
  check(name, orUndefined(measure, undefined), goldenNumber(metrics[name]), SCORE)
  const ends = metrics[`${name}_ci`]
  if (!Array.isArray(ends) || 'undefined' in measure) return
  const [lower, upper] = ends.map(Number)
  if (interval === 'exact') {
    check(`${name} lower`, measure.lower, lower, SCORE)
    check(`${name} upper`, measure.upper, upper, SCORE)
    return
  }
  const width = upper - lower
  // An end further out is the more careful one: few rows near 0 and 1 make percentiles of a bootstrap too short.
  const tolerance = (out: number) => ({ absolute: (out > 0 ? MOST_CAREFUL : OF_WIDTH) * width + 1e-6 })
  check(`${name} lower`, measure.lower, lower, tolerance(lower - measure.lower))
  check(`${name} upper`, measure.upper, upper, tolerance(measure.upper - upper))
}

function compareBinary(check: Check, metrics: Values, scores: Float64Array, truth: Uint8Array): void {
  const got = assessBinary({ task: 'binary', scores, truth, threshold: Number(metrics.threshold) })
  const { true_negative: tn, false_positive: fp, false_negative: fn, true_positive: tp } = metrics.confusion_matrix as Counts
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = got.confusion
  check('confusion', String([trueNegatives, falsePositives, falseNegatives, truePositives]), String([tn, fp, fn, tp]))
  check('rows', got.n, metrics.rows)
  check('positives', truePositives + falseNegatives, metrics.positives)
  const { accuracy, precision, recall, specificity, f1, rocAuc, averagePrecision, logLoss, brier, balancedAccuracy, matthewsCorrelation } = got.metrics
  for (const [name, measure] of Object.entries({ accuracy, precision, recall, specificity }))
    if (name in metrics) compare(check, metrics, name, measure, 'exact')
  const sampled = {
    f1,
    average_precision: averagePrecision,
    log_loss: logLoss,
    brier,
    balanced_accuracy: balancedAccuracy,
    matthews_correlation: matthewsCorrelation,
  }
  for (const [name, measure] of Object.entries(sampled)) if (name in metrics) compare(check, metrics, name, measure)
  compareArea(check, metrics, orUndefined(rocAuc, undefined), delongVariance(rankTable(scores, truth)))
  const [gap] = got.calibration?.gaps ?? []
  check('ece', gap?.expected, goldenNumber(metrics.ece_10_equal_width), SCORE)
  const ends = metrics.ece_10_equal_width_ci
  if (Array.isArray(ends)) {
    const tolerance = { absolute: OF_WIDTH * (Number(ends[1]) - Number(ends[0])) }
    check('ece lower', gap?.interval?.lower, Number(ends[0]), tolerance)
    check('ece upper', gap?.interval?.upper, Number(ends[1]), tolerance)
  }
  if ('ece_10_equal_mass' in metrics)
    check('ece of equal count', equalCountGap(scores, truth, 10, true).expected, goldenNumber(metrics.ece_10_equal_mass), SCORE)
  const mean = scores.reduce((sum, score) => sum + score, 0) / got.n
  if ('mean_score' in metrics) check('mean score', mean, goldenNumber(metrics.mean_score), SCORE)
  if ('share_decided_positive' in metrics)
    check('share decided positive', (truePositives + falsePositives) / got.n, goldenNumber(metrics.share_decided_positive), EXACT)
}

/** The area with DeLong's variance and the interval on the plain scale that the files hold. */
function compareArea(check: Check, metrics: Values, area: number | undefined, variance: number): void {
  check('roc_auc', area, goldenNumber(metrics.roc_auc), SCORE)
  if ('roc_auc_variance_delong' in metrics) check('variance', variance, goldenNumber(metrics.roc_auc_variance_delong), { relative: 1e-4 })
  const [lower, upper] = metrics.roc_auc_ci as [number, number]
  const half = Z95 * Math.sqrt(variance)
  check('roc_auc lower', Math.max(0, (area ?? NaN) - half), lower, SCORE)
  check('roc_auc upper', Math.min(1, (area ?? NaN) + half), upper, SCORE)
}

/** Without the rows: what the counts and the variance in the file itself must come to. */
function compareCounts(check: Check, metrics: Values): void {
  const { true_negative: tn, false_positive: fp, false_negative: fn, true_positive: tp } = metrics.confusion_matrix as Counts
  const scores = new Float64Array(tn + fp + fn + tp).fill(1, 0, tp + fp)
  const truth = Uint8Array.from(scores, (_, row) => (row < tp || (row >= tp + fp && row < tp + fp + fn) ? 1 : 0))
  const { metrics: got } = assessBinary({ task: 'binary', scores, truth, threshold: 0.5 })
  const { accuracy, precision, recall, specificity, f1, balancedAccuracy, matthewsCorrelation } = got
  for (const [name, measure] of Object.entries({ accuracy, precision, recall, specificity })) compare(check, metrics, name, measure, 'exact')
  for (const [name, measure] of Object.entries({ f1, balanced_accuracy: balancedAccuracy, matthews_correlation: matthewsCorrelation }))
    compare(check, metrics, name, measure)
  compareArea(check, metrics, goldenNumber(metrics.roc_auc), Number(metrics.roc_auc_variance_delong))
}

function compareMulticlass(check: Check, metrics: Values, scores: Float64Array, labels: readonly string[]): void {
  const classes = [...new Set(labels)].sort((a, b) => Number(a) - Number(b))
  const width = classes.length
  const truth = Int32Array.from(labels, (label) => classes.indexOf(label))
  const predicted = Int32Array.from(truth, (_, row) => {
    let best = 0
    for (let c = 1; c < width; c++) if (scores[row * width + c] > scores[row * width + best]) best = c
    return best
  })
  const got = assessMulticlass({ task: 'multiclass', predicted, truth, classes, scores })
  check('confusion', JSON.stringify(got.confusion.counts), JSON.stringify(metrics.confusion_matrix))
  check('rows', got.n, metrics.rows)
  compare(check, metrics, 'accuracy', got.metrics.accuracy, 'exact')
  const { precisionMacro, recallMacro, f1Macro, rocAucOvrMacro, logLoss } = got.metrics
  const sampled = {
    precision_macro: precisionMacro,
    recall_macro: recallMacro,
    f1_macro: f1Macro,
    roc_auc_macro_one_vs_rest: rocAucOvrMacro,
    log_loss: logLoss,
  }
  for (const [name, measure] of Object.entries(sampled)) compare(check, metrics, name, measure)
  check('top label ece', got.calibration?.expected, goldenNumber(metrics.top_label_ece_10_equal_width), SCORE)
}

function compareRegression(check: Check, metrics: Values, predicted: Float64Array, truth: Float64Array): void {
  const got = assessRegression({ task: 'regression', predicted, truth })
  const { rmse, mae, mape, r2, medianAbsoluteError } = got.metrics
  check('rows', got.n, metrics.rows)
  for (const [name, measure] of Object.entries({ rmse, mae, mape, r2, median_absolute_error: medianAbsoluteError })) compare(check, metrics, name, measure)
  check('bias', got.meanError, goldenNumber(metrics.bias), { relative: 1e-4, absolute: 1e-6 })
}

function compareSelection(check: Check, { metrics, group_selection_rates: rates }: Content, split: Split, scores: Float64Array, truth: Uint8Array): void {
  if (!rates) return
  const threshold = Number(metrics.threshold)
  const selected = Uint8Array.from(scores, (score) => (Number(score >= threshold) === rates.favourable_outcome ? 1 : 0))
  for (const [attribute, { groups, ratio_min_to_max: ratio }] of Object.entries(rates.by)) {
    const coded = { attribute, ...asCodes(columnOf(split, attribute)) }
    const got = assessFairness({ attributes: [coded], selected, truth }).attributes.find((held) => held.attribute === attribute)
    for (const [name, want] of Object.entries(groups)) {
      const group = got?.groups.find((held) => held.group === name)
      check(`${attribute} ${name} rows`, group?.n, want.rows)
      if (want.rows >= 30) check(`${attribute} ${name} rate`, group && orUndefined(group.selectionRate, undefined), want.rate, EXACT)
    }
    if (ratio !== null) check(`${attribute} ratio`, got && orUndefined(got.metrics.demographicParityRatio, undefined), ratio, EXACT)
  }
}

const classOne = ({ values, width }: { values: Float64Array; width: number }): Float64Array => (width === 1 ? values : values.filter((_, i) => i % width === 1))

/** Measures of a model on the evaluation rows of its data set, scored by the serving engine. */
export async function modelPerformance({ path, content }: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const golden = content as unknown as Content
  const tally = new Tally()
  const check = tally.case(golden.model)
  const manifest = manifestOf(path, golden.model)
  const split = await splitOf(path, golden.model.split('/')[0], 'evaluation')
  if (!manifest || !split) {
    // The rows of some models are not on disk: what the file says of itself is left.
    if (!golden.task.startsWith('binary')) return { skipped: 'the data set of this model is not here' }
    compareCounts(check, golden.metrics)
    return tally.outcome()
  }
  const scored = await scoresOf(split, manifest.features, runtime.model(path, 'performance-models', golden.model), runtime)
  if (golden.task.startsWith('binary')) {
    const truth = Uint8Array.from(numbersIn(split, manifest.label))
    compareBinary(check, golden.metrics, classOne(scored), truth)
    compareSelection(check, golden, split, classOne(scored), truth)
  } else if (golden.task.startsWith('multi')) compareMulticlass(check, golden.metrics, scored.values, textsIn(split, manifest.label))
  else compareRegression(check, golden.metrics, scored.values, numbersIn(split, manifest.label))
  return tally.outcome()
}

/** Measures by production window, with the labels that came later. */
export async function windowPerformance({ path, content }: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const { dataset, models } = content as { dataset: string; models: Record<string, { threshold: number; windows: Values[] }> }
  const names = windowsOf(path, dataset)
  if (names.length === 0) return { skipped: 'the data set of these windows is not here' }
  const tally = new Tally()
  for (const [model, { threshold, windows }] of Object.entries(models)) {
    const manifest = manifestOf(path, `${dataset}/${model}`)
    if (!manifest) return { skipped: `the model ${model} is not here` }
    const served = runtime.model(path, 'performance-models', `${dataset}/${model}`)
    for (const golden of windows) {
      const check = tally.case(`${model} window ${String(golden.window)}`)
      const name = names[Number(golden.window) - 1]
      const [split, labels] = [await splitOf(path, dataset, name), await splitOf(path, dataset, `${name}-labels`)]
      if (!split || !labels) {
        check('the tables', null, name)
        continue
      }
      const outcomes = numbersIn(labels, manifest.label)
      const truthOf = new Map(textsIn(labels, 'row_id').map((id, row) => [id, outcomes[row]]))
      const scores = classOne(await scoresOf(split, manifest.features, served, runtime))
      const columns = manifest.features.map((feature) => columnOf(split, feature))
      const accepts = manifest.missing_values === 'accepted'
      const ids = textsIn(split, 'row_id')
      const kept = [...scores.keys()].filter((row) => accepts || !columns.some((column) => isMissing(column, row)))
      compareBinary(
        check,
        { ...golden, threshold },
        Float64Array.from(kept, (row) => scores[row]),
        Uint8Array.from(kept, (row) => truthOf.get(ids[row]) ?? 255),
      )
    }
  }
  return tally.outcome()
}
