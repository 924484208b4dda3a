import type { BinnedRows } from './multivariate/binned-rows.ts'
import type { MultivariateDrift } from './multivariate/domain-classifier.ts'
import type { ShareTest } from './share-test.ts'
import type { FurtherTest, FurtherTests } from './tests/further-tests.ts'

export const DRIFT_VERDICTS = ['stable', 'drift', 'too-small-to-matter', 'not-enough-data'] as const
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number]
export type FeatureType = 'numeric' | 'categorical'

/** Counts of both samples for a chart: between edges (one more than counts), or per category; at most 20. */
export type DriftHistogram = {
  edges?: number[]
  categories?: string[]
  reference: number[]
  current: number[]
}

/** Those that decide, distances for information, and further tests that were asked for. */
export type DriftTests = FurtherTests & {
  /** Null statistic: a side has no value, so that nothing speaks for a difference (p 1). */
  ks?: { statistic: number | null; pValue: number; method: 'exact' | 'asymptotic' | 'none' }
  /**
   * `pooled`: rare categories (expected count below 5) put into one, which decides in place of the full table. `permutation`: of the full table, where the
   * rare ones hold many rows; then both decide, by Bonferroni. `decidingPValue`: absent where that of the full table decides.
   */
  chiSquare?: {
    statistic: number | null
    pValue: number
    degreesOfFreedom: number
    pooled?: { statistic: number; pValue: number; categories: number }
    permutation?: { pValue: number; replicates: number }
    decidingPValue?: number
  }
  /** Over deciles of the reference or categories, and missing and infinite values where there are any. */
  psi: { value: number; pValue: number; bins: number }
  /** Distances of the same shares, 0 to 1; the former the square root of the Jensen-Shannon divergence to base 2. Absent where a side has no row. */
  jensenShannon?: { value: number }
  hellinger?: { value: number }
  /**
   * In the feature's unit; `scaled`: over a robust standard deviation of the reference, by the quartiles or, where they are equal,
   * the mean absolute deviation. Null: beyond the largest double; `scaled` also for a constant that changed.
   */
  wasserstein?: { value: number | null; scaled: number | null; scale?: 'interquartile-range' | 'mean-absolute-deviation' }
  /** Missing or infinite values; absent where neither side has any. */
  missing?: ShareTest
}

/** How large a change is, whatever the sample size. */
export type DriftEffect = {
  /** Share of rows that would have to move to undo it: across a value (KS), to other categories (beyond chance), or into or out of missing. */
  movedShare: number
  /** The stability index beyond what chance gives two samples of these sizes. */
  psiExcess: number
}

/** What was found in one feature before all features are judged together. */
export type FeatureComparison = {
  type: FeatureType
  /** Rows with a usable value, and without. */
  reference: { n: number; missing: number }
  current: { n: number; missing: number }
  tests: DriftTests
  /** p of the test of values; of the pooled table where that decides. */
  valuePValue: number
  /** Share of rows moved between values. */
  movedShare: number
  psiExcess: number
  histogram: DriftHistogram
  /** Some rows of both samples for the classifier of all features; absent where there is to be none. */
  rows?: BinnedRows
}

export type FeatureDrift = {
  feature: string
  type: FeatureType
  verdict: DriftVerdict
  /** The verdict in a sentence with its numbers. */
  detail: string
  reference: { n: number; missing: number }
  current: { n: number; missing: number }
  tests: DriftTests
  /** Of all tests of the feature together; null when it could not be judged. */
  pValue: number | null
  /** After Benjamini-Hochberg over the features judged. */
  adjustedPValue: number | null
  effect: DriftEffect
  histogram: DriftHistogram
}

export type DriftParameters = {
  alpha: number
  correction: 'benjamini-hochberg'
  psiFloor: number
  movedShareFloor: number
  minimumRows: number
  /** Further tests that were made of any feature. */
  tests: FurtherTest[]
}

export type DriftResult = {
  reference: { n: number }
  current: { n: number }
  verdict: DriftVerdict
  features: FeatureDrift[]
  /** All features together, for information: no part of the verdict. Absent where there are too few features or rows. */
  multivariate?: MultivariateDrift
  parameters: DriftParameters
}
