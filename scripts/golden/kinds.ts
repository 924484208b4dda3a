import type { GoldenKind } from './kind.ts'
import { association } from './association.ts'
import { categorical } from './categorical.ts'
import { continuous, continuousSamples } from './continuous.ts'
import { detectors, kswin } from './detectors.ts'
import { cbpe, dle } from './estimation.ts'
import { explanation } from './explanation.ts'
import { fisher } from './fisher.ts'
import { fairnessRows, fairnessTables } from './fairness.ts'
import { delong, intervals } from './intervals.ts'
import { modelPerformance, windowPerformance } from './model-performance.ts'
import { multipleTesting } from './multiple-testing.ts'
import { nonfinite } from './nonfinite.ts'
import { binaryPerformance } from './performance-binary.ts'
import { multiclassPerformance } from './performance-multiclass.ts'
import { regressionPerformance } from './performance-regression.ts'
import { predictions } from './predictions.ts'
import { recalibration } from './recalibration.ts'
import { columnProfiles } from './profiles.ts'
import { specialFunctions, tails } from './special.ts'
import { typeInference } from './type-inference.ts'

const skip = (path: RegExp, why: string): GoldenKind => ({ path, run: () => ({ skipped: why }) })

/** The kinds of golden file known, the first that matches a file's path is used. */
export const GOLDEN_KINDS: readonly GoldenKind[] = [
  { path: /\/drift\/samples[^/]*\.json$/, run: continuousSamples },
  { path: /\/drift\/continuous[^/]*\.json$/, run: continuous },
  { path: /\/drift\/nonfinite[^/]*\.json$/, run: nonfinite },
  { path: /\/drift\/categorical[^/]*\.json$/, run: categorical },
  { path: /\/drift\/multiple_testing[^/]*\.json$/, run: multipleTesting },
  { path: /\/drift\/tails[^/]*\.json$/, run: tails },
  { path: /\/drift\/fisher[^/]*\.json$/, run: fisher },
  { path: /\/special\/[^/]*\.json$/, run: specialFunctions },
  { path: /\/explain\/.*\.json$/, run: explanation },
  { path: /\/models\/.*\.json$/, run: predictions },
  { path: /\/performance\/binary[^/]*\.json$/, run: binaryPerformance },
  { path: /\/performance\/multiclass[^/]*\.json$/, run: multiclassPerformance },
  { path: /\/performance\/regression[^/]*\.json$/, run: regressionPerformance },
  { path: /\/performance\/calibration[^/]*\.json$/, run: recalibration },
  { path: /\/performance-models\/(.*\/)?windows[^/]*\.json$/, run: windowPerformance },
  { path: /\/performance-models\/.*\.json$/, run: modelPerformance },
  { path: /\/fairness\/tables[^/]*\.json$/, run: fairnessTables },
  { path: /\/fairness\/intervals[^/]*\.json$/, run: intervals },
  { path: /\/fairness\/delong[^/]*\.json$/, run: delong },
  { path: /\/fairness\/rows[^/]*\.json$/, run: fairnessRows },
  skip(/\/fairness\/.*\.json$/, 'a kind of fairness file that is not known'),
  { path: /\/detectors\/kswin[^/]*\.json$/, run: kswin },
  { path: /\/detectors\/.*\.json$/, run: detectors },
  { path: /\/quality\/type_inference[^/]*\.json$/, run: typeInference },
  { path: /\/quality\/profiles[^/]*\.json$/, run: columnProfiles },
  { path: /\/quality\/association[^/]*\.json$/, run: association },
  { path: /\/quality\/cbpe[^/]*\.json$/, run: cbpe },
  { path: /\/quality\/dle[^/]*\.json$/, run: dle },
  skip(/\/quality\/.*\.json$/, 'a kind of quality file that is not known'),
]
