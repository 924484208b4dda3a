import { sortFloats } from '../numbers/sort-floats.ts'

/** A numeric sample ready for tests: its finite values in order, and counts of the rest. */
export type SplitSample = {
  /** Ascending, -0 as 0. */
  finite: Float64Array
  /** The same with the infinite ones. */
  present: Float64Array
  missing: number
  negativeInfinite: number
  positiveInfinite: number
}

/** Sorts a numeric column once and takes NaN (missing) and infinities apart. The input is not changed. */
export function splitSample(values: Float64Array): SplitSample {
  const sorted = sortFloats(values)
  let end = sorted.length
  while (end > 0 && Number.isNaN(sorted[end - 1])) end--
  const missing = sorted.length - end
  let top = end
  while (top > 0 && sorted[top - 1] === Infinity) top--
  let bottom = 0
  while (bottom < top && sorted[bottom] === -Infinity) bottom++
  return { finite: sorted.subarray(bottom, top), present: sorted.subarray(0, end), missing, negativeInfinite: bottom, positiveInfinite: end - top }
}

/** Number of rows, missing ones included. */
export const sizeOf = (sample: SplitSample): number => sample.finite.length + sample.missing + sample.negativeInfinite + sample.positiveInfinite
