import { compareText } from './compare-text.ts'

/** Counters kept at most. */
export const KEPT_COUNTERS = 64

/**
 * The most frequent values (Misra & Gries 1982, merged as in Agarwal et al., PODS 2012). A value came at least `counts` times (0 when it
 * is not there) and at most `error` times more; `error` ≤ n / (KEPT_COUNTERS + 1), and 0 while there are at most KEPT_COUNTERS values.
 */
export type FrequentValues = { counts: ReadonlyMap<number | string, number>; error: number }

/** The (KEPT_COUNTERS + 1)-th largest of positive integers; 0 when there are not so many. */
function cutoffOf(counts: readonly number[]): number {
  return counts.length <= KEPT_COUNTERS ? 0 : Float64Array.from(counts).sort()[counts.length - KEPT_COUNTERS - 1]
}

/** The frequent ones of values that were counted exactly, each value once. */
export function frequentOf(values: readonly (number | string)[], counts: readonly number[]): FrequentValues {
  const cutoff = cutoffOf(counts)
  const kept = new Map<number | string, number>()
  for (let i = 0; i < counts.length; i++) if (counts[i] > cutoff) kept.set(values[i], counts[i] - cutoff)
  return { counts: kept, error: cutoff }
}

/** The frequent ones of ascending numbers. */
export function frequentNumbers(sorted: Float64Array): FrequentValues {
  const values: number[] = []
  const counts: number[] = []
  let [start, once] = [0, 0]
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue
    if (i - start === 1 && once > KEPT_COUNTERS) once++
    else {
      // Of values that come once, the first that make the rest drop out are enough.
      if (i - start === 1) once++
      values.push(sorted[start])
      counts.push(i - start)
    }
    start = i
  }
  return frequentOf(values, counts)
}

/** The frequent values of two parts together. */
export function combineFrequent(a: FrequentValues, b: FrequentValues): FrequentValues {
  const counts = new Map(a.counts)
  for (const [value, count] of b.counts) counts.set(value, (counts.get(value) ?? 0) + count)
  const { counts: kept, error } = frequentOf([...counts.keys()], [...counts.values()])
  return { counts: kept, error: a.error + b.error + error }
}

const compareValues = (a: number | string, b: number | string): number => {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : 1
  return typeof b === 'string' ? -1 : a - b
}

/** The most frequent known values, at most `limit`; ties ascending, texts in the order of their UTF-8 bytes. */
export const topValues = ({ counts }: FrequentValues, limit: number): { value: number | string; count: number }[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1] || compareValues(a[0], b[0]))
    .slice(0, limit)
    .map(([value, count]) => ({ value, count }))
