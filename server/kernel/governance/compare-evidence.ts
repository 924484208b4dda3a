import { isRecord, measureIn, recordsIn, textIn } from './read-result.ts'
import type { Interval, Json } from './read-result.ts'

/** One measure of a candidate beside that of the version it would replace. */
export interface ComparedMeasure {
  kind: 'performance' | 'fairness'
  metric: string
  /** The protected attribute of a fairness measure. */
  attribute: string | null
  before: Interval | null
  after: Interval | null
  /** `unclear`: both were measured and their 95 % intervals overlap; `incomparable`: one of them was not measured. */
  reading: 'better' | 'worse' | 'unclear' | 'incomparable'
}

/** +1: more is better, −1: less is. Measures that are not listed are not compared. */
const PERFORMANCE: Record<string, 1 | -1> = {
  rocAuc: 1,
  averagePrecision: 1,
  accuracy: 1,
  precision: 1,
  recall: 1,
  f1: 1,
  brier: -1,
  logLoss: -1,
  r2: 1,
  rmse: -1,
  mae: -1,
}
const FAIRNESS: Record<string, 1 | -1> = {
  demographicParityRatio: 1,
  demographicParityDifference: -1,
  equalOpportunityDifference: -1,
  equalizedOddsDifference: -1,
}

const definedIn = (value: unknown): Interval | null => {
  const measure = measureIn(value)
  return measure !== null && 'value' in measure ? measure : null
}

/** Intervals that share no value tell the two apart; others do not, whatever the values are. */
function read(before: Interval | null, after: Interval | null, direction: 1 | -1): ComparedMeasure['reading'] {
  if (before === null || after === null) return 'incomparable'
  if (after.lower > before.upper) return direction === 1 ? 'better' : 'worse'
  if (after.upper < before.lower) return direction === 1 ? 'worse' : 'better'
  return 'unclear'
}

function compared(kind: ComparedMeasure['kind'], attribute: string | null, directions: Record<string, 1 | -1>, before: Json, after: Json): ComparedMeasure[] {
  return Object.entries(directions).flatMap(([metric, direction]) => {
    const [old, now] = [definedIn(before[metric]), definedIn(after[metric])]
    if (old === null && now === null) return []
    return [{ kind, metric, attribute, before: old, after: now, reading: read(old, now, direction) }]
  })
}

const metricsOf = (result: Json | null): Json => (isRecord(result?.metrics) ? result.metrics : {})

/** The performance measures of two versions, those of the candidate alone where nothing is live. */
export const comparePerformance = (before: Json | null, after: Json | null): ComparedMeasure[] =>
  compared('performance', null, PERFORMANCE, metricsOf(before), metricsOf(after))

/** The fairness measures of two versions for each protected attribute that either was measured on. */
export function compareFairness(before: Json | null, after: Json | null): ComparedMeasure[] {
  const byAttribute = (result: Json | null) => new Map(recordsIn(result?.attributes).map((entry) => [textIn(entry.attribute) ?? '', metricsOf(entry)]))
  const [old, now] = [byAttribute(before), byAttribute(after)]
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((attribute) =>
    compared('fairness', attribute, FAIRNESS, old.get(attribute) ?? {}, now.get(attribute) ?? {}),
  )
}
