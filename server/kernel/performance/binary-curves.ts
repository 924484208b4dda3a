import { wilson } from '../intervals/wilson.ts'
import { Sum } from '../numbers/sum.ts'
import type { CalibrationBin, PrecisionRecallPoint, RocPoint, ThresholdRow } from './performance-result.ts'
import type { RankTable } from './rank-table.ts'

const POINTS = 100
const BINS = 10
const STEPS = 100

/** Index of every distinct score that is drawn: the steps that lie evenly along the curve, the last one included. */
function drawn(table: RankTable, most: number): number[] {
  const total = table.positive + table.negative
  const kept: number[] = []
  let rows = 0
  for (let k = 0; k < table.scores.length; k++) {
    rows += table.positives[k] + table.negatives[k]
    if (rows / total >= (kept.length + 1) / most || k === table.scores.length - 1) kept.push(k)
  }
  return kept
}

/** Positives and negatives at or above each distinct score. */
function reached(table: RankTable): { positives: Float64Array; negatives: Float64Array } {
  const positives = Float64Array.from(table.positives)
  const negatives = Float64Array.from(table.negatives)
  for (let k = 1; k < positives.length; k++) {
    positives[k] += positives[k - 1]
    negatives[k] += negatives[k - 1]
  }
  return { positives, negatives }
}

/** The ROC curve in at most 100 points from (0, 0) to (1, 1); empty without both classes. */
export function rocCurve(table: RankTable): RocPoint[] {
  if (table.positive === 0 || table.negative === 0) return []
  const { positives, negatives } = reached(table)
  const points = drawn(table, POINTS - 1).map((k) => ({
    threshold: table.scores[k],
    falsePositiveRate: negatives[k] / table.negative,
    truePositiveRate: positives[k] / table.positive,
  }))
  return [{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }, ...points]
}

/** The precision-recall curve in at most 100 points of growing recall; empty without positives. */
export function precisionRecallCurve(table: RankTable): PrecisionRecallPoint[] {
  if (table.positive === 0) return []
  const { positives, negatives } = reached(table)
  return drawn(table, POINTS).map((k) => ({
    threshold: table.scores[k],
    recall: positives[k] / table.positive,
    precision: positives[k] / (positives[k] + negatives[k]),
  }))
}

/** What deciding at each of 101 thresholds gives: hundredths for probabilities, else even steps over the scores. */
export function thresholdTable(table: RankTable, probabilities: boolean): ThresholdRow[] {
  const [highest, lowest] = [table.scores[0] ?? 1, table.scores.at(-1) ?? 0]
  const [from, to] = probabilities || !Number.isFinite(highest - lowest) ? [0, 1] : [lowest, highest]
  const { positives, negatives } = reached(table)
  const total = table.positive + table.negative
  const rows: ThresholdRow[] = []
  if (total === 0) return rows
  let k = table.scores.length - 1
  for (let step = 0; step <= STEPS; step++) {
    const threshold = step === STEPS ? to : from + ((to - from) * step) / STEPS
    while (k >= 0 && table.scores[k] < threshold) k--
    const truePositives = k < 0 ? 0 : positives[k]
    const falsePositives = k < 0 ? 0 : negatives[k]
    const decided = truePositives + falsePositives
    rows.push({
      threshold,
      truePositives,
      falsePositives,
      falseNegatives: table.positive - truePositives,
      trueNegatives: table.negative - falsePositives,
      decidedPositive: decided / total,
      precision: decided === 0 ? null : truePositives / decided,
      recall: table.positive === 0 ? null : truePositives / table.positive,
      f1: table.positive + decided === 0 ? null : (2 * truePositives) / (table.positive + decided),
      falsePositiveRate: table.negative === 0 ? null : falsePositives / table.negative,
    })
    if (from === to) break
  }
  return rows
}

/** Ten bins of equal width over [0, 1] with the mean score and the share of positives of each that holds rows. */
export function calibrationBins(table: RankTable): CalibrationBin[] {
  const bins = Array.from({ length: BINS }, () => ({ n: 0, positives: 0, scores: new Sum() }))
  for (let k = 0; k < table.scores.length; k++) {
    const bin = bins[Math.min(BINS - 1, Math.floor(table.scores[k] * BINS))]
    const rows = table.positives[k] + table.negatives[k]
    bin.n += rows
    bin.positives += table.positives[k]
    bin.scores.add(table.scores[k] * rows)
  }
  return bins.flatMap(({ n, positives, scores }, b) =>
    n === 0 ? [] : [{ from: b / BINS, to: (b + 1) / BINS, n, meanScore: scores.value / n, observed: { value: positives / n, ...wilson(positives, n) } }],
  )
}
