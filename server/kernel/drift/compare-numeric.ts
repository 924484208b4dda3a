import { binnedSample } from './binned-sample.ts'
import { stabilityOf } from './stability-of.ts'
import type { FeatureComparison } from './drift-result.ts'
import { numericHistogram } from './drift-histogram.ts'
import { frozenEdges } from './frozen-bins.ts'
import { ksTestOf } from './ks-test.ts'
import { robustScale } from './robust-scale.ts'
import { shareTest } from './share-test.ts'
import { sortedDistances } from './sorted-distances.ts'
import { furtherNumericTests } from './tests/further-tests.ts'
import type { FurtherTest } from './tests/further-tests.ts'
import { sizeOf, splitSample } from './split-sample.ts'

/** Wasserstein's distance in the feature's unit, and over the reference's robust scale; equal constants are 0 apart on any scale. */
function scaledDistance(value: number, reference: Float64Array): NonNullable<FeatureComparison['tests']['wasserstein']> {
  if (!Number.isFinite(value)) return { value: null, scaled: null }
  const scale = robustScale(reference)
  if (scale === null) return { value, scaled: value === 0 ? 0 : null }
  const scaled = value / scale.value
  return { value, scaled: Number.isFinite(scaled) ? scaled : null, scale: scale.method }
}

/** Compares two samples of a numeric feature (NaN missing): Kolmogorov-Smirnov, stability index, Wasserstein, missing share, and the `further` tests named. */
export function compareNumeric(referenceValues: Float64Array, currentValues: Float64Array, further: readonly FurtherTest[] = []): FeatureComparison {
  const [reference, current] = [splitSample(referenceValues), splitSample(currentValues)]
  const [n, m] = [reference.finite.length, current.finite.length]
  const [rows, currentRows] = [sizeOf(reference), sizeOf(current)]
  const edges = frozenEdges(reference.finite)
  const psi = stabilityOf(binnedSample(reference, edges), binnedSample(current, edges), edges.length + 1)
  const both = n > 0 && m > 0
  const distances = both ? sortedDistances(reference.finite, current.finite) : undefined
  const ks = distances ? ksTestOf(distances.ks, n, m) : { statistic: null, pValue: 1, method: 'none' as const }
  const tests: FeatureComparison['tests'] = { ks, psi: psi.test, ...psi.distances }
  if (distances) tests.wasserstein = scaledDistance(distances.wasserstein, reference.finite)
  if (further.length > 0) Object.assign(tests, furtherNumericTests(further, reference.finite, current.finite))
  const [missing, currentMissing] = [rows - n, currentRows - m]
  if (missing + currentMissing > 0 && rows > 0 && currentRows > 0)
    tests.missing = shareTest({ hits: missing, rows }, { hits: currentMissing, rows: currentRows })
  return {
    type: 'numeric',
    reference: { n, missing },
    current: { n: m, missing: currentMissing },
    tests,
    valuePValue: ks.pValue,
    movedShare: ks.statistic ?? 0,
    psiExcess: psi.excess,
    histogram: numericHistogram(reference.finite, current.finite),
  }
}
