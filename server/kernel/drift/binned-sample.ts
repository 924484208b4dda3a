import { binCounts } from './frozen-bins.ts'
import type { SplitSample } from './split-sample.ts'

/** Counts per frozen bin, then missing, -∞ and +∞, always in this order. */
export const binnedSample = (sample: SplitSample, edges: readonly number[]): number[] => [
  ...binCounts(sample.finite, edges),
  sample.missing,
  sample.negativeInfinite,
  sample.positiveInfinite,
]
