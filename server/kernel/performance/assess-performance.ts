import { assessBinary } from './assess-binary.ts'
import type { BinaryInput } from './assess-binary.ts'
import { assessMulticlass } from './assess-multiclass.ts'
import type { MulticlassInput } from './assess-multiclass.ts'
import { assessRegression } from './assess-regression.ts'
import type { RegressionInput } from './assess-regression.ts'
import type { PerformanceResult } from './performance-result.ts'

export type PerformanceInput = BinaryInput | MulticlassInput | RegressionInput

/**
 * How well decisions agree with what is true: each measure with a 95 % interval and the method that gave it, or the
 * reason why it has no value. Rows without truth or without a score are left out and counted. Values equal
 * scikit-learn's, except that a measure without a denominator is undefined where scikit-learn says 0.
 * Throws RangeError when lengths do not fit each other.
 */
export function assessPerformance(input: PerformanceInput): PerformanceResult {
  switch (input.task) {
    case 'binary':
      return assessBinary(input)
    case 'multiclass':
      return assessMulticlass(input)
    case 'regression':
      return assessRegression(input)
  }
}
