/** How a measure of labelled production compares with what its scores alone led to expect. */
export const PERFORMANCE_READINGS = ['worse', 'as-expected', 'better', 'not-known'] as const
export type PerformanceReading = (typeof PERFORMANCE_READINGS)[number]

interface Interval {
  value: number
  lower: number
  upper: number
}

export type Measured = { value: number; lower?: number | undefined; upper?: number | undefined } | { undefined: string }
type Measures = Readonly<Record<string, Measured>>

/** Labelled rows below which an interval is too wide to read anything from. */
export const LEAST_LABELLED = 30

/** The measure that speaks for the task, the first that there is; of an error, less is better. */
const HEADLINES = [
  { metric: 'rocAuc', isError: false },
  { metric: 'accuracy', isError: false },
  { metric: 'rmse', isError: true },
] as const

function intervalOf(measure: Measured | undefined): Interval | null {
  if (!measure || !('value' in measure) || measure.lower === undefined || measure.upper === undefined) return null
  return { value: measure.value, lower: measure.lower, upper: measure.upper }
}

export interface ProductionReading extends Interval {
  metric: string
  expected: number | null
  reading: PerformanceReading
}

/** Reads the headline of a window: different from expected where the two 95 % intervals lie apart. Null: no measure with an interval. */
export function readProduction(metrics: Measures, estimated: Measures | undefined): ProductionReading | null {
  for (const { metric, isError } of HEADLINES) {
    const measured = intervalOf(metrics[metric])
    if (!measured) continue
    const expected = intervalOf(estimated?.[metric])
    const shared = { metric, ...measured, expected: expected?.value ?? null }
    if (!expected) return { ...shared, reading: 'not-known' }
    if (measured.upper < expected.lower) return { ...shared, reading: isError ? 'better' : 'worse' }
    if (measured.lower > expected.upper) return { ...shared, reading: isError ? 'worse' : 'better' }
    return { ...shared, reading: 'as-expected' }
  }
  return null
}
