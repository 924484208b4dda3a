import { binnedSample } from './binned-sample.ts'
import { stabilityOf } from './stability-of.ts'
import type { FeatureComparison } from './drift-result.ts'
import { numericHistogram } from './drift-histogram.ts'
import { frozenEdges } from './frozen-bins.ts'
import { ksTest } from './ks-test.ts'
import { shareTest } from './share-test.ts'
import { sizeOf, splitSample } from './split-sample.ts'
import { wasserstein } from './wasserstein.ts'

/** Interquartile range / 1.349: the standard deviation of a normal distribution, unmoved by outliers. Null when 0. */
function robustScale(sorted: Float64Array): number | null {
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  const scale = (at(0.75) - at(0.25)) / 1.349
  return scale > 0 ? scale : null
}

/** Compares two samples of a numeric feature (NaN missing): Kolmogorov-Smirnov, stability index, Wasserstein, missing share. */
export function compareNumeric(referenceValues: Float64Array, currentValues: Float64Array): FeatureComparison {
  const [reference, current] = [splitSample(referenceValues), splitSample(currentValues)]
  const [n, m] = [reference.finite.length, current.finite.length]
  const [rows, currentRows] = [sizeOf(reference), sizeOf(current)]
  const edges = frozenEdges(reference.finite)
  const psi = stabilityOf(binnedSample(reference, edges), binnedSample(current, edges), edges.length + 1)
  const both = n > 0 && m > 0
  const ks = both ? ksTest(reference.finite, current.finite) : { statistic: null, pValue: 1, method: 'none' as const }
  const tests: FeatureComparison['tests'] = { ks, psi: psi.test }
  if (both) {
    const value = wasserstein(reference.finite, current.finite)
    const scale = robustScale(reference.finite)
    tests.wasserstein = { value, scaled: scale === null ? null : value / scale }
  }
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
