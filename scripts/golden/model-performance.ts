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
import { columnOf, hasDataset, isMissing, manifestOf, numbersIn, scoresOf, splitOf, textsIn, windowsOf } from './evaluation-split.ts'
import type { Split } from './evaluation-split.ts'
import type { GoldenFile } from './kind.ts'
import { orUndefined } from './performance-binary.ts'
import { replaysExactly } from './predictions.ts'
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

/** Scores of single precision may differ by 1e-7 on another machine; where a model replays bit for bit, so do its measures. */
const SCORE: Tolerance = { relative: 1e-6, absolute: 1e-6 }
const EXACT: Tolerance = { relative: 1e-12, absolute: 1e-12 }
/** How far the ends of our interval may lie from a bootstrap's of 500 draws, in its widths. */
const OF_WIDTH = 0.3
const MOST_CAREFUL = 1

/** One model's measures in the file, and how closely ours must come to them. */
interface Comparison {
  check: Check
  metrics: Values
  score: Tolerance
  note: (text: string) => void
}

/** Compares a measure and, where the file has one, its interval: exactly, or with a bootstrap's. */
function compare({ check, metrics, score, note }: Comparison, name: string, measure: Measure, interval: 'exact' | 'bootstrap' = 'bootstrap'): void {
  check(name, orUndefined(measure, undefined), goldenNumber(metrics[name]), score)
  const ends = metrics[`${name}_ci`]
  if (!Array.isArray(ends) || 'undefined' in measure) return
  const [lower, upper] = ends.map(Number)
  if (interval === 'exact') {
    check(`${name} lower`, measure.lower, lower, score)
    check(`${name} upper`, measure.upper, upper, score)
    return
  }
  const width = upper - lower
  // Within its width of 0 or 1 a bootstrap's percentiles are too short; ours stays on a scale without ends and may reach further out.
  const isCrowded = (lower - width < 0 || upper + width > 1) && lower >= 0 && upper <= 1
  const tolerance = (out: number) => {
    const allowed = out > 0 && isCrowded ? MOST_CAREFUL : OF_WIDTH
    if (out > OF_WIDTH * width && isCrowded)
      note(`${name}: an end of a percentile bootstrap near 0 or 1 is compared at ${MOST_CAREFUL} of its width, elsewhere at ${OF_WIDTH}`)
    return { absolute: allowed * width }
  }
  check(`${name} lower`, measure.lower, lower, tolerance(lower - measure.lower))
  check(`${name} upper`, measure.upper, upper, tolerance(measure.upper - upper))
}

function compareBinary(comparison: Comparison, scores: Float64Array, truth: Uint8Array): void {
  const { check, metrics, score } = comparison
  const got = assessBinary({ task: 'binary', scores, truth, threshold: Number(metrics.threshold) })
  const { true_negative: tn, false_positive: fp, false_negative: fn, true_positive: tp } = metrics.confusion_matrix as Counts
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = got.confusion
  check('confusion', String([trueNegatives, falsePositives, falseNegatives, truePositives]), String([tn, fp, fn, tp]))
  check('rows', got.n, metrics.rows)
  check('positives', truePositives + falseNegatives, metrics.positives)
  const { accuracy, precision, recall, specificity, f1, rocAuc, averagePrecision, logLoss, brier, balancedAccuracy, matthewsCorrelation } = got.metrics
  for (const [name, measure] of Object.entries({ accuracy, precision, recall, specificity })) if (name in metrics) compare(comparison, name, measure, 'exact')
  const sampled = {
    f1,
    average_precision: averagePrecision,
    log_loss: logLoss,
    brier,
    balanced_accuracy: balancedAccuracy,
    matthews_correlation: matthewsCorrelation,
  }
  for (const [name, measure] of Object.entries(sampled)) if (name in metrics) compare(comparison, name, measure)
  compareArea(comparison, rocAuc, delongVariance(rankTable(scores, truth)))
  const [gap] = got.calibration?.gaps ?? []
  check('ece', gap?.expected, goldenNumber(metrics.ece_10_equal_width), score)
  const ends = metrics.ece_10_equal_width_ci
  if (Array.isArray(ends)) {
    const tolerance = { absolute: OF_WIDTH * (Number(ends[1]) - Number(ends[0])) }
    check('ece lower', gap?.interval?.lower, Number(ends[0]), tolerance)
    check('ece upper', gap?.interval?.upper, Number(ends[1]), tolerance)
  }
  if ('ece_10_equal_mass' in metrics)
    check('ece of equal count', equalCountGap(scores, truth, 10, true).expected, goldenNumber(metrics.ece_10_equal_mass), score)
  const mean = scores.reduce((sum, score) => sum + score, 0) / got.n
  if ('mean_score' in metrics) check('mean score', mean, goldenNumber(metrics.mean_score), score)
  if ('share_decided_positive' in metrics)
    check('share decided positive', (truePositives + falsePositives) / got.n, goldenNumber(metrics.share_decided_positive), EXACT)
}

/** The area with DeLong's variance; the file's interval is on the plain scale and ours on the logit scale, so ours is made of the file's variance. */
function compareArea({ check, metrics, score }: Comparison, area: Measure, variance: number): void {
  const want = goldenNumber(metrics.roc_auc)
  check('roc_auc', orUndefined(area, undefined), want, score)
  const [lower, upper] = metrics.roc_auc_ci as [number, number]
  const isCut = lower <= 0 || upper >= 1
  const wanted = goldenNumber(metrics.roc_auc_variance_delong) ?? (isCut ? variance : ((upper - lower) / 2 / Z95) ** 2)
  check('variance', variance, wanted, { relative: score.relative, absolute: 1e-15 })
  const error = Math.sqrt(wanted)
  check('roc_auc_ci lower', Math.max(0, (want ?? NaN) - Z95 * error), lower, score)
  check('roc_auc_ci upper', Math.min(1, (want ?? NaN) + Z95 * error), upper, score)
  if ('undefined' in area || area.method !== 'delong-logit') return
  const [centre, reach] = [Math.log(area.value / (1 - area.value)), (Z95 * error) / area.value / (1 - area.value)]
  check('roc_auc lower', area.lower, 1 / (1 + Math.exp(reach - centre)), score)
  check('roc_auc upper', area.upper, 1 / (1 + Math.exp(-reach - centre)), score)
}

/** Without the rows: what the counts in the file must come to. */
function compareCounts(comparison: Comparison): void {
  const { metrics } = comparison
  const { true_negative: tn, false_positive: fp, false_negative: fn, true_positive: tp } = metrics.confusion_matrix as Counts
  const scores = new Float64Array(tn + fp + fn + tp).fill(1, 0, tp + fp)
  const truth = Uint8Array.from(scores, (_, row) => (row < tp || (row >= tp + fp && row < tp + fp + fn) ? 1 : 0))
  const { metrics: got } = assessBinary({ task: 'binary', scores, truth, threshold: 0.5 })
  const { accuracy, precision, recall, specificity, f1, balancedAccuracy, matthewsCorrelation } = got
  for (const [name, measure] of Object.entries({ accuracy, precision, recall, specificity })) compare(comparison, name, measure, 'exact')
  for (const [name, measure] of Object.entries({ f1, balanced_accuracy: balancedAccuracy, matthews_correlation: matthewsCorrelation }))
    compare(comparison, name, measure)
}

function compareMulticlass(comparison: Comparison, scores: Float64Array, labels: readonly string[]): void {
  const { check, metrics, score } = comparison
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
  compare(comparison, 'accuracy', got.metrics.accuracy, 'exact')
  const { precisionMacro, recallMacro, f1Macro, rocAucOvrMacro, logLoss } = got.metrics
  const sampled = {
    precision_macro: precisionMacro,
    recall_macro: recallMacro,
    f1_macro: f1Macro,
    roc_auc_macro_one_vs_rest: rocAucOvrMacro,
    log_loss: logLoss,
  }
  for (const [name, measure] of Object.entries(sampled)) compare(comparison, name, measure)
  check('top label ece', got.calibration?.expected, goldenNumber(metrics.top_label_ece_10_equal_width), score)
}

function compareRegression(comparison: Comparison, predicted: Float64Array, truth: Float64Array): void {
  const { check, metrics, score } = comparison
  const got = assessRegression({ task: 'regression', predicted, truth })
  const { rmse, mae, mape, r2, medianAbsoluteError } = got.metrics
  check('rows', got.n, metrics.rows)
  for (const [name, measure] of Object.entries({ rmse, mae, mape, r2, median_absolute_error: medianAbsoluteError })) compare(comparison, name, measure)
  check('bias', got.meanError, goldenNumber(metrics.bias), score)
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
      check(`${attribute} ${name} rate`, group && orUndefined(group.selectionRate, undefined), want.rate, EXACT)
    }
    if (ratio !== null) check(`${attribute} ratio`, got && orUndefined(got.metrics.demographicParityRatio, undefined), ratio, EXACT)
  }
}

const classOne = ({ values, width }: { values: Float64Array; width: number }): Float64Array => (width === 1 ? values : values.filter((_, i) => i % width === 1))

/** `score`: exact where the model's own golden predictions come out bit for bit here. */
async function comparisonOf(tally: Tally, check: Check, path: string, model: string, metrics: Values, runtime: GoldenRuntime): Promise<Comparison> {
  const replays = await replaysExactly(path, model, runtime)
  if (!replays) tally.note(`scores of ${model} are not known to replay bit for bit here: compared at ${SCORE.relative}`)
  return { check, metrics, score: replays ? EXACT : SCORE, note: (text) => tally.note(text) }
}

/** Measures of a model on the evaluation rows of its data set, scored by the serving engine. */
export async function modelPerformance({ path, content }: GoldenFile, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const golden = content as unknown as Content
  const tally = new Tally()
  const check = tally.case(golden.model)
  const dataset = golden.model.split('/')[0]
  const isBinary = golden.task.startsWith('binary')
  if (!hasDataset(path, dataset)) {
    // Rows of some models were never kept.
    if (!isBinary) return { skipped: 'the data set of this model is not here' }
    tally.note(`counts only: there is no data set ${dataset}, so nothing was scored`)
    compareCounts({ check, metrics: golden.metrics, score: EXACT, note: (text) => tally.note(text) })
    return tally.outcome()
  }
  const [manifest, split] = [manifestOf(path, golden.model), await splitOf(path, dataset, 'evaluation')]
  check('the model and its evaluation rows', manifest !== null && split !== null, true)
  if (!manifest || !split) return tally.outcome()
  const comparison = await comparisonOf(tally, check, path, golden.model, golden.metrics, runtime)
  const scored = await scoresOf(split, manifest.features, runtime.model(path, 'performance-models', golden.model), runtime)
  if (isBinary) {
    const truth = Uint8Array.from(numbersIn(split, manifest.label))
    compareBinary(comparison, classOne(scored), truth)
    compareSelection(check, golden, split, classOne(scored), truth)
  } else if (golden.task.startsWith('multi')) compareMulticlass(comparison, scored.values, textsIn(split, manifest.label))
  else compareRegression(comparison, scored.values, numbersIn(split, manifest.label))
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
        await comparisonOf(tally, check, path, `${dataset}/${model}`, { ...golden, threshold }, runtime),
        Float64Array.from(kept, (row) => scores[row]),
        Uint8Array.from(kept, (row) => truthOf.get(ids[row]) ?? 255),
      )
    }
  }
  return tally.outcome()
}
